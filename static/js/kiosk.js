// The kiosk's screen: a press is kept, thanks are shown, and nothing of it stays. Without this file the form is sent.
const part = (name) => document.getElementById(name);
const page = part("layar");
const { home, device, version, language } = page.dataset;
const THANKS = Number(page.dataset.thanks) * 1000; // ms
const IDLE = 30000; // ms until a screen nobody touches is as it was in the beginning
const BEAT = 60000; // ms between two signs of life
const SOON = 2000; // ms: presses that come together travel together
const parts = ["tanya", "terima-kasih", "tutup", "dicabut"].map(part);
const form = document.querySelector("form");

let queue = null;
let hours = JSON.parse(page.dataset.hours);
let ahead = 0; // ms our clock is ahead of the server's
let isRevoked = "revoked" in page.dataset;
let stale = false;
let isOnline = true;
let sending = null;
let thanksUntil = 0;
let touched = Date.now();
let soon = 0;

const now = () => Date.now() - ahead;
const isOpen = () => !("shut" in page.dataset) && (!hours || hours.some(([from, until]) => from <= now() && now() < until));

function show(name) {
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
  parts.forEach((each) => (each.hidden = each.id !== name));
  const head = part(name).querySelector("h2");
  if (name === "terima-kasih") head.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function settle() {
  if (Date.now() < thanksUntil) return;
  const name = isRevoked ? "dicabut" : isOpen() ? "tanya" : "tutup";
  if (part(name).hidden) show(name);
  if (name === "tutup") sayNextOpening();
}

function sayNextOpening() {
  const next = hours && hours.find(([from]) => from > now());
  const words = part("lagi");
  if (!next || !words || "shut" in page.dataset) return;
  const zone = { timeZone: words.dataset.zone };
  const at = new Date(next[0] + Number(words.dataset.before));
  const day = new Intl.DateTimeFormat(language, { ...zone, weekday: "long", day: "numeric", month: "long" }).format(at);
  const time = new Intl.DateTimeFormat(language, { ...zone, hour: "2-digit", minute: "2-digit" }).format(at);
  words.textContent = words.dataset.text.replace("{hari}", day).replace("{jam}", time);
}

async function say() {
  if (!queue) return;
  const [waits, refused] = [await queue.depth(), await queue.refused()];
  const words = part("kabar");
  const text = isOnline && !waits ? words.dataset.sent : isOnline ? words.dataset.sending : words.dataset.alone;
  words.textContent = text.replace("{n}", waits) + (refused ? ` ${words.dataset.refused.replace("{n}", refused)}` : "");
  part("tersisa").textContent = waits ? part("tersisa").dataset.text.replace("{n}", waits) : "";
}

async function exchange() {
  try {
    const said = await queue.send();
    isOnline = true;
    isRevoked = false;
    ahead = Date.now() - said.jam;
    hours = said.buka;
    stale = said.versi !== version;
  } catch (problem) {
    isOnline = false;
    if (problem.message === "dicabut") isRevoked = true;
  }
  await say();
  settle();
}

function send() {
  sending = sending || exchange().finally(() => (sending = null));
  return sending;
}

async function press(event) {
  const button = event.submitter;
  if (!queue || !button || button.name !== "nilai") return;
  event.preventDefault();
  if (Date.now() < thanksUntil) return;
  thanksUntil = Date.now() + THANKS;
  try {
    await queue.keep(Number(button.value));
  } catch {
    thanksUntil = 0;
    queue = null; // no room on this tablet: the form goes as it would without us
    return form.requestSubmit(button);
  }
  thanksUntil = Date.now() + THANKS;
  show("terima-kasih");
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  setTimeout(rest, THANKS + 50);
  clearTimeout(soon);
  soon = setTimeout(send, SOON);
}

// As it was in the beginning: the first language, nothing focused, no way back.
function rest() {
  const isElsewhere = location.pathname + location.search !== home;
  if (isElsewhere || (stale && isOnline)) return location.replace(home);
  settle();
}

function readAloud() {
  const words = [form.querySelector("h2"), ...form.querySelectorAll("b")].map((each) => each.textContent.trim());
  speechSynthesis.cancel();
  words.forEach((text) => {
    const said = new SpeechSynthesisUtterance(text);
    said.lang = language === "en" ? "en-GB" : "id-ID";
    speechSynthesis.speak(said);
  });
}

async function stayAwake() {
  if ("wakeLock" in navigator && document.visibilityState === "visible") await navigator.wakeLock.request("screen").catch(() => {});
}

function fill() {
  const isTablet = navigator.maxTouchPoints > 0 && !document.fullscreenElement;
  if (isTablet) document.documentElement.requestFullscreen?.().catch(() => {});
}

async function begin() {
  const opened = (await import(page.dataset.queue)).Queue.open(home);
  const ready = await opened;
  if (isRevoked || (await ready.prepare(device))) queue = ready;
  navigator.storage?.persist?.();
  await send();
}

form.addEventListener("submit", press);
addEventListener("pageshow", (event) => event.persisted && location.replace(home));
addEventListener("online", () => queue && send());
document.addEventListener("visibilitychange", stayAwake);
["pointerdown", "keydown"].forEach((kind) => addEventListener(kind, () => (touched = Date.now())));
addEventListener("pointerup", fill);
addEventListener("contextmenu", (event) => event.preventDefault());
setInterval(() => queue && send(), BEAT);
setInterval(() => (Date.now() - touched > IDLE ? rest() : settle()), 1000);
if ("speechSynthesis" in window) {
  part("bacakan").hidden = false;
  part("bacakan").addEventListener("click", readAloud);
}
stayAwake();
if (window.isSecureContext && "indexedDB" in window) {
  begin().catch(() => {});
  navigator.serviceWorker?.register(`${home}/pekerja.js`, { scope: home }).catch(() => {});
}
