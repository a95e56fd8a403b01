// Saves a long form while somebody types: each field for itself, compared with the text it began from, so that people can
// work in one section together. What cannot be saved stays in the page and is tried again. Nothing is kept in the browser.

import { Field } from "autosave-field";

const SOON = 2000; // from the first unsaved letter, so that with the way to the server no more than 3 seconds are at stake
const PATIENCE = 10_000; // a server that says nothing for so long is told of like one that cannot be reached
const AGAIN = [2000, 5000, 10000, 20000, 30000];
const LARGEST_TO_SEND_WHEN_LEAVING = 60_000; // what browsers take from a page that is going away, less a little
const REASONS = {
  403: "You do not have the right to save here any more.",
  404: "You do not have the right to save here any more.",
  413: "Your words are more than can be sent at once.",
  429: "Too much is being saved at once. We'll keep trying.",
};

class Autosave {
  constructor(form) {
    this.form = form;
    this.fields = new Map([...form.querySelectorAll("[data-field]")].map((group) => {
      const { field } = group.dataset;
      return [field, new Field(form, field)];
    }));
    this.since = form.dataset.since;
    this.savedWords = form.querySelectorAll("[data-saved]");
    this.sending = null;
    this.failures = 0;
    this.problem = "";
    this.isLocked = false;
    this.isLeaving = false;
    this.hasSaved = false;
    this.listen();
  }

  listen() {
    const { form } = this;
    for (const control of form.querySelectorAll("[data-without-script]")) control.hidden = true;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.save());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("online", () => this.save());
    window.addEventListener("focus", () => this.save());
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.save()));
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.unsaved.length && !this.canSendWhenLeaving) event.preventDefault();
    });
  }

  get unsaved() {
    return [...this.fields.values()].filter((field) => field.isDirty);
  }

  get toSend() {
    return this.unsaved.filter((field) => !field.conflict);
  }

  get canSendWhenLeaving() {
    const settled = this.unsaved.length === this.toSend.length;
    return settled && !this.problem && navigator.onLine && `${this.body(this.toSend)}`.length < LARGEST_TO_SEND_WHEN_LEAVING;
  }

  soon(wait = SOON) {
    if (!this.timer) this.timer = setTimeout(() => this.save(), wait);
  }

  body(fields) {
    const body = new URLSearchParams({ seal: this.form.elements.seal.value, since: this.since });
    for (const one of ["submission"]) if (this.form.elements[one]) body.set(one, this.form.elements[one].value);
    for (const field of fields) {
      body.set(field.name, field.value);
      for (const began of [field.base, ...field.onItsWay]) body.append(`was-${field.name}`, began);
    }
    return body;
  }

  send(fields) {
    const body = this.body(fields);
    const sent = new Map(fields.map((field) => [field, field.value]));
    for (const [field, text] of sent) field.onItsWay = [...new Set([...field.onItsWay, text])].slice(-5);
    const answer = fetch(this.form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      keepalive: `${body}`.length < LARGEST_TO_SEND_WHEN_LEAVING,
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { sent, answer };
  }

  // Saves what is not saved, one request after another; answers whether everything is.
  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.isLocked) return false;
    if (this.sending) {
      await this.sending;
      return this.toSend.length ? this.save() : !this.unsaved.length;
    }
    const fields = this.toSend;
    if (!fields.length) return !this.unsaved.length;
    this.sending = this.attempt(fields);
    const isTaken = await this.sending;
    this.sending = null;
    if (isTaken && this.toSend.length) this.soon();
    return isTaken && !this.unsaved.length;
  }

  async attempt(fields) {
    const { sent, answer } = this.send(fields);
    let response = null;
    try {
      response = await answer;
      if (response.ok) {
        this.take(await response.json(), sent);
        return true;
      }
    } catch {
      response = null;
    }
    await this.fail(response);
    return false;
  }

  take(told, sent) {
    for (const [field, text] of sent) {
      const tooLong = told.too_long[field.name];
      this.showError(field, tooLong);
      if (told.conflicts[field.name]) this.showConflict(field, told.conflicts[field.name]);
      else if (!tooLong) field.settle(text);
    }
    this.since = told.saved_at;
    for (const other of told.others) this.takeOther(other);
    const wasFailing = Boolean(this.problem);
    this.failures = 0;
    this.problem = Object.values(told.too_long)[0] ?? "";
    this.savedAt = told.saved_words;
    this.showSaved();
    if (this.problem) this.showFailure();
    else {
      this.failure?.remove();
      this.form.classList.remove("is-failing");
    }
    if (!this.hasSaved || wasFailing) this.announce(wasFailing ? `Saved again at ${this.savedAt}` : "Draft saved");
    this.hasSaved = true;
  }

  takeOther({ name, value, by, at }) {
    const field = this.fields.get(name);
    if (!field || field.isDirty || field.hasFocus || field.value === value) return;
    field.value = value;
    field.settle(value);
    const others = document.getElementById("others");
    if (others) others.textContent = `${by} changed something in this section at ${at}; it is on this page now`;
  }

  async fail(response) {
    const told = response?.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : {};
    this.isLocked = Boolean(told.locked);
    const isLoggedOut = response?.status === 401 || response?.type === "opaqueredirect";
    const kept = this.savedAt ? `Your draft from ${this.savedAt} is safe. ` : "";
    const trying = "Keep this page open. We'll keep trying.";
    const why = told.problem ?? REASONS[response?.status]
      ?? (isLoggedOut ? "You've been logged out." : response ? "The service could not save." : "We could not reach the service.");
    const isNew = this.problem !== why;
    this.problem = why;
    this.showFailure(this.isLocked ? `${why} What you typed is still on this page: copy what you need.` : `${why} ${kept}${trying}`, { isLoggedOut, isNew });
    if (!this.isLocked) this.soon(AGAIN[Math.min(this.failures++, AGAIN.length - 1)]);
  }

  leave() {
    if (!this.isLocked && !this.isLeaving && this.toSend.length) this.send(this.toSend).answer.catch(() => {});
  }

  // A link to another page waits for what is on its way, so that the browser asks first when it cannot be saved.
  async follow(event) {
    const link = event.target.closest("a[href]");
    const isPlain = !event.defaultPrevented && !event.button && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.target || this.isLocked || this.problem || !this.unsaved.length) return;
    const { origin, pathname } = new URL(link.href);
    if (origin !== location.origin || pathname === location.pathname) return;
    event.preventDefault();
    await this.save();
    location.assign(link.href);
  }

  async submit(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    const { submitter } = event;
    const isSaved = await this.save();
    await new Promise((resolve) => { setTimeout(resolve); }); // a form is not submitted from within its own submit event
    if (isSaved || this.isLocked) {
      this.isLeaving = true;
      this.form.requestSubmit(submitter);
    } else {
      (this.form.querySelector(".app-conflict h3") ?? this.failure?.querySelector("h2"))?.focus();
    }
  }

  showSaved() {
    for (const place of this.savedWords) {
      (place.querySelector(".app-save span") ?? place).textContent = `Draft saved at ${this.savedAt}`;
    }
  }

  showError(field, words) {
    field.group.querySelector("[data-too-long]")?.remove();
    if (!words) return;
    const error = document.createElement("p");
    error.className = "nhsuk-error-message";
    error.dataset.tooLong = "";
    error.textContent = words;
    field.group.append(error);
  }

  showFailure(words = this.problem, { isLoggedOut = false, isNew = true } = {}) {
    if (!this.failure?.isConnected) {
      this.failure = document.querySelector("template[data-failure]").content.firstElementChild.cloneNode(true);
      this.failure.querySelector("h2").tabIndex = -1;
      this.failure.querySelector("[data-copy]").addEventListener("click", () => this.copy());
      this.form.querySelector("[data-failures]").append(this.failure);
    }
    this.failure.querySelector("[data-words]").textContent = words;
    this.failure.querySelector("[data-log-in]").hidden = !isLoggedOut;
    this.form.classList.add("is-failing");
    document.activeElement?.scrollIntoView({ block: "nearest" });
    if (isNew) this.announce(words, "assertive");
  }

  async copy() {
    const words = this.unsaved.map((field) => `${field.name}\n${field.value}`).join("\n\n");
    const told = this.failure.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(words);
      told.textContent = "Copied.";
    } catch {
      const box = document.createElement("textarea");
      Object.assign(box, { className: "nhsuk-textarea", readOnly: true, rows: 6, value: words, ariaLabel: "My answers" });
      told.replaceChildren(box);
      box.select();
    }
  }

  showConflict(field, { theirs, by, at }) {
    field.conflict?.remove();
    const panel = document.querySelector("template[data-conflict]").content.firstElementChild.cloneNode(true);
    const part = (name) => panel.querySelector(`[data-${name}]`);
    part("words").textContent = `${by} changed this${at ? ` at ${at}` : ""}, after you opened it. Nothing you typed is lost.`;
    part("theirs-by").textContent = `Theirs: ${by}`;
    part("theirs").textContent = theirs || "Nothing";
    part("yours").textContent = field.value || "Nothing";
    part("take").textContent = `Use ${by}'s`;
    const choose = (text) => {
      field.value = text;
      field.settle(theirs);
      field.conflict = null;
      panel.remove();
      field.controls[0].focus();
      this.save();
    };
    part("take").addEventListener("click", () => choose(theirs));
    part("keep").addEventListener("click", () => choose(field.value));
    part("both").addEventListener("click", () => choose(`${theirs}\n\n${field.value}`));
    part("both").hidden = field.controls[0].type === "radio";
    field.group.append(panel);
    field.conflict = panel;
  }

  announce(words, how = "polite") {
    const region = document.querySelector("[data-announce]");
    region.setAttribute("aria-live", how);
    region.textContent = words;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
