-- Roles and the signed tenant context. Run once as superuser by whoever owns the server
-- (embedded mode: by the launcher; production: psql -f, see docs/operations.md). Safe to repeat.
-- Passwords are set apart, so that no secret stands in a file.

do $$
begin
  if not exists (select from pg_roles where rolname = 'pamong_owner') then
    create role pamong_owner login nosuperuser nocreatedb nocreaterole bypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'pamong_app') then
    create role pamong_app login nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'pamong_ops') then
    create role pamong_ops login nosuperuser nocreatedb nocreaterole bypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'pamong_sec') then
    create role pamong_sec nologin nosuperuser nocreatedb nocreaterole nobypassrls;
  end if;
end $$;

alter role pamong_app set statement_timeout = '5s';
alter role pamong_app set lock_timeout = '1s';
alter role pamong_app set idle_in_transaction_session_timeout = '10s';

revoke create on schema public from public;
grant usage, create on schema public to pamong_owner;
grant usage on schema public to pamong_app, pamong_ops;
do $$ begin execute format('revoke all on database %I from public', current_database()); end $$;
do $$ begin execute format('grant connect on database %I to pamong_owner, pamong_app, pamong_ops', current_database()); end $$;

create schema if not exists sec;
-- Equality beside overlapping periods in one constraint: one superior on any day, nobody at two counters at once.
-- A dump of the schema public leaves extensions out.
create extension if not exists btree_gist with schema sec;
alter extension btree_gist set schema sec;
grant usage on schema sec to pamong_owner, pamong_app, pamong_ops;

-- The key of the signature, as the two padded halves HMAC needs. No login role may read it;
-- the owner may replace it (release does, from PAMONG_CONTEXT_KEY).
create table if not exists sec.key (
  id smallint primary key,
  inner_pad bytea not null check (octet_length(inner_pad) = 64),
  outer_pad bytea not null check (octet_length(outer_pad) = 64)
);
alter table sec.key owner to pamong_sec;
revoke all on sec.key from public, pamong_owner, pamong_app, pamong_ops;
grant insert, delete on sec.key to pamong_owner;

-- app.ctx = '<tenant uuid>.<expiry, unix seconds>.<hmac-sha256 hex>'.
-- No context: NULL, so policies match no row. A wrong or expired one: SQLSTATE 42501.
create or replace function sec.tenant() returns uuid
language plpgsql stable parallel restricted security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  context text := current_setting('app.ctx', true);
  message bytea;
begin
  if context is null or context = '' then
    return null;
  end if;
  -- Everything before the last dot is signed; nothing of it is believed before the signature is.
  message := convert_to(left(context, -65), 'UTF8');
  if not exists (
    select from sec.key k
    where encode(sha256(k.outer_pad || sha256(k.inner_pad || message)), 'hex') = right(context, 64)
  ) then
    raise insufficient_privilege using message = 'tenant context is not genuine';
  end if;
  if split_part(context, '.', 2)::bigint < extract(epoch from clock_timestamp()) then
    raise insufficient_privilege using message = 'tenant context has expired';
  end if;
  return split_part(context, '.', 1)::uuid;
end $$;
alter function sec.tenant() owner to pamong_sec;
revoke all on function sec.tenant() from public;
grant execute on function sec.tenant() to pamong_owner, pamong_app, pamong_ops;
grant usage on schema sec to pamong_sec;

-- The databases beside this one keep no such rule, so the application may not enter them.
do $$
declare other name;
begin
  for other in select datname from pg_database where datname in ('postgres', 'template1') and datname <> current_database()
  loop
    execute format('revoke connect, temporary on database %I from public', other);
  end loop;
end $$;

-- A signed context is good for whoever holds it, and the last statement of a session shows it to all sessions of
-- the same role. So the application may not look at what other sessions do.
revoke execute on function pg_stat_get_activity(integer), pg_stat_get_backend_activity(integer) from public;
grant execute on function pg_stat_get_activity(integer), pg_stat_get_backend_activity(integer)
  to pamong_owner, pamong_ops;

-- What the application has no use for and one SQL injection could harm others with: large objects belong to no pemda,
-- a session it ends may be serving another, and a lock held for ever keeps the next release waiting.
do $$
declare one regprocedure;
begin
  for one in
    select oid::regprocedure from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and (proname like 'lo\_%' or proname in ('loread', 'lowrite', 'pg_terminate_backend', 'pg_cancel_backend')
        or proname like 'pg\_%advisory\_%')
  loop
    execute format('revoke execute on function %s from public', one);
    if one::text not like 'lo%' then
      execute format('grant execute on function %s to pamong_owner, pamong_ops', one);
    end if;
  end loop;
end $$;
