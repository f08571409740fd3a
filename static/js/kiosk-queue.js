// What citizens press is kept here until the server says that it is stored. A tap is signed as it is kept, with a key
// that this browser holds and no script can read out. A cut of the power loses nothing that was thanked for.
const BATCH = 100; // taps in one message
const PATIENCE = 20000; // ms for an answer
const STRICT = { durability: "strict" }; // done means on the disk

const ended = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

const settled = (change) =>
  new Promise((done, fail) => {
    change.oncomplete = done;
    change.onabort = change.onerror = () => fail(change.error);
  });

async function signed(key, text) {
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class TurnedAway extends Error {}

export class Queue {
  static async open(home) {
    const asked = indexedDB.open(`kiosk ${home}`, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("taps", { keyPath: "id" });
      asked.result.createObjectStore("refused", { keyPath: "id" });
      asked.result.createObjectStore("facts");
    };
    return new Queue(await ended(asked), home);
  }

  constructor(base, home) {
    this.base = base;
    this.home = home;
  }

  fact(name) {
    return ended(this.base.transaction("facts").objectStore("facts").get(name));
  }

  async learn(name, value) {
    const change = this.base.transaction("facts", "readwrite", STRICT);
    change.objectStore("facts").put(value, name);
    await settled(change);
  }

  // The key of this device; asked for once. False without one: then the page sends its form instead.
  async prepare(device) {
    const held = await this.fact("key");
    if (held && held.device === device) return true;
    const answer = await fetch(`${this.home}/kunci`, { method: "POST", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return false;
    const { perangkat, kunci } = await answer.json();
    const bytes = Uint8Array.from(kunci.match(/../g), (pair) => parseInt(pair, 16));
    const way = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", bytes, way, false, ["sign"]);
    await this.learn("key", { device: perangkat, key });
    return perangkat === device;
  }

  // Resolves when the tap is on the disk. The time is the minute, no finer.
  async keep(score) {
    const { device, key } = await this.fact("key");
    const tap = { id: crypto.randomUUID(), perangkat: device, menit: Math.floor(Date.now() / 60000), nilai: score };
    tap.tanda = await signed(key, `${tap.perangkat}|${tap.id}|${tap.menit}|${tap.nilai}`);
    const change = this.base.transaction("taps", "readwrite", STRICT);
    change.objectStore("taps").add(tap);
    await settled(change);
    return tap.id;
  }

  waiting(most = BATCH) {
    return ended(this.base.transaction("taps").objectStore("taps").getAll(null, most));
  }

  depth() {
    return ended(this.base.transaction("taps").objectStore("taps").count());
  }

  refused() {
    return ended(this.base.transaction("refused").objectStore("refused").count());
  }

  // Only what the server names is let go of; what it can never take is set apart and stays.
  async settle(sent, stored, refused) {
    const change = this.base.transaction(["taps", "refused"], "readwrite", STRICT);
    const taps = change.objectStore("taps");
    stored.forEach((id) => taps.delete(id));
    refused.forEach(({ id, sebab }) => {
      const tap = sent.find((each) => each.id === id);
      if (!tap) return;
      change.objectStore("refused").put({ ...tap, sebab });
      taps.delete(id);
    });
    await settled(change);
  }

  // Sends all that waits, or a sign of life. Returns the last answer; throws TurnedAway, or what the network said.
  async send() {
    const { device, key } = await this.fact("key");
    for (;;) {
      const taps = await this.waiting();
      const [jam, antrean] = [Date.now(), (await this.depth()) - taps.length];
      const tanda = await signed(key, `${device}|${jam}|${antrean}`);
      const message = { perangkat: device, jam, antrean, ketukan: taps, tanda };
      const answer = await fetch(`${this.home}/kirim`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 401 || answer.status === 403) throw new TurnedAway((await answer.json()).sebab);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const said = await answer.json();
      await this.settle(taps, said.tersimpan, said.ditolak);
      if (taps.length < BATCH) return said;
    }
  }
}
