// The grid of the workplan: keys, focus, and saves that wait for each other in a row, so that nobody meets their own words.
// The table is whole without this script.

import { Cell, parsed } from "grid-cell";

const PAGE = 10;
const table = document.querySelector("table[data-grid]");

class Grid {
  constructor() {
    this.columns = new Map([...table.querySelectorAll("thead [data-column]")].map((th) => [th.dataset.column, th]));
    this.cells = new WeakMap();
    this.queues = new Map();
    this.token = document.querySelector("#chosen-rows [name=csrfmiddlewaretoken]");
    this.said = document.getElementById("grid-said");
    table.setAttribute("role", "grid");
    for (const row of this.rows) this.prepare(row);
    const first = table.querySelector("tbody tr[data-v] > th");
    if (first) first.tabIndex = 0;
    this.current = first;
    table.addEventListener("click", (event) => this.click(event));
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("focusout", (event) => this.left(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.opened?.isChanged || table.querySelector(".app-save--failed") || this.queues.size) event.preventDefault();
    });
  }

  get rows() {
    return [...table.querySelectorAll("tbody tr[data-v]")];
  }

  prepare(row) {
    for (const td of row.cells) if (td.tagName === "TD") td.setAttribute("role", "gridcell");
    for (const inside of row.querySelectorAll("a, input[type=checkbox]")) inside.tabIndex = -1;
  }

  may(td) {
    const { may } = td?.parentElement?.dataset ?? {};
    return Boolean(td?.dataset.f) && (may === "all" || (may === "note" && "note" in this.columns.get(td.dataset.f).dataset));
  }

  cell(td) {
    if (!this.cells.has(td)) this.cells.set(td, new Cell(this, td));
    return this.cells.get(td);
  }

  get opened() {
    const td = table.querySelector(".app-cell-editor")?.closest("td");
    return td ? this.cell(td) : null;
  }

  closeOthers(cell) {
    if (this.opened && this.opened !== cell) this.opened.commit({ stay: false });
  }

  isBusyElsewhere(cell) {
    return Boolean(this.opened) && this.opened !== cell;
  }

  focus(td) {
    if (this.current) this.current.tabIndex = -1;
    this.current = td;
    td.tabIndex = 0;
    td.focus();
  }

  click(event) {
    const td = event.target.closest("td, th");
    if (!td || event.target.closest("a, button, input, select, textarea, label, .app-cell-editor")) return;
    if (!td.parentElement.dataset.v || `${getSelection()}`) return;
    this.focus(td);
    if (this.may(td)) this.cell(td).open();
  }

  left({ target, relatedTarget }) {
    const editor = target.closest(".app-cell-editor");
    if (editor?.isConnected && !editor.contains(relatedTarget) && document.hasFocus()) this.cell(editor.closest("td")).commit({ stay: false });
  }

  key(event) {
    const editor = event.target.closest(".app-cell-editor");
    if (editor) this.keyWhileEditing(event, this.cell(editor.closest("td")));
    else if (event.target.matches("[data-v] > td, [data-v] > th")) this.keyOnCell(event, event.target);
    else if (event.key === "Escape" && event.target.closest("tr[data-v] > *")) this.focus(event.target.closest("tr[data-v] > *"));
  }

  keyWhileEditing(event, cell) {
    const isLong = event.target.tagName === "TEXTAREA";
    if (event.key === "Escape") cell.cancel();
    else if (event.key === "Enter" && event.target.tagName !== "BUTTON" && (!isLong || event.ctrlKey)) cell.commit();
    else if (event.key === "Tab" && event.target.tagName !== "BUTTON") {
      const next = this.next(cell.td, event.shiftKey ? -1 : 1);
      cell.commit({ stay: !next });
      if (next) {
        this.focus(next);
        this.cell(next).open();
      }
    } else return;
    event.preventDefault();
  }

  keyOnCell(event, td) {
    const go = this.target(event, td);
    if (go) this.focus(go);
    else if (event.key === "Enter" || event.key === "F2") {
      if (this.may(td)) this.cell(td).open();
      else (td.querySelector("a, button, input") ?? td).click();
    } else if (event.key === " " && td.querySelector("input[type=checkbox]")) td.querySelector("input[type=checkbox]").click();
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey && this.may(td)) {
      this.cell(td).open();
      return; // the letter goes into what was opened
    } else return;
    event.preventDefault();
  }

  target({ key, ctrlKey }, td) {
    const row = td.parentElement;
    const { rows } = this;
    const at = rows.indexOf(row);
    const across = { ArrowLeft: td.cellIndex - 1, ArrowRight: td.cellIndex + 1, Home: 0, End: row.cells.length - 1 }[key];
    const down = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: Math.max(0, at - PAGE), PageDown: Math.min(rows.length - 1, at + PAGE) }[key];
    if (ctrlKey && key === "Home") return rows[0].cells[0];
    if (ctrlKey && key === "End") return rows.at(-1).cells[row.cells.length - 1];
    if (across !== undefined) return row.cells[across] ?? td;
    return down === undefined ? null : (rows[down]?.cells[td.cellIndex] ?? td);
  }

  // The next cell that can be edited, in this row and then in the rows after it.
  next(td, step) {
    const all = this.rows.slice(Math.max(0, this.rows.indexOf(td.parentElement) - 1)).slice(0, 3).flatMap((row) => [...row.cells]);
    for (let at = all.indexOf(td) + step; all[at]; at += step) if (this.may(all[at])) return all[at];
    return null;
  }

  queue(row, act) {
    const waits = (this.queues.get(row.id) ?? Promise.resolve()).then(act).finally(() => {
      if (this.queues.get(row.id) === waits) this.queues.delete(row.id);
    });
    this.queues.set(row.id, waits);
  }

  async ask(cell, value, bases) {
    const body = new URLSearchParams({ value, version: cell.row.dataset.v, csrfmiddlewaretoken: this.token.value });
    for (const base of bases) body.append("base", base);
    for (const name of this.columns.keys()) body.append("columns", name);
    try {
      const address = `${location.pathname}${cell.row.id}/${cell.name}/`;
      return await fetch(address, { method: "POST", body, redirect: "manual", headers: { "HX-Request": "true" } });
    } catch {
      return null;
    }
  }

  // After logging in again the page has an old token: the form of the item has a new one, for whoever may change it.
  async renew(row) {
    try {
      const answer = await fetch(`${location.pathname}${row.id}/edit/`, { redirect: "manual" });
      const token = answer.ok && parsed(await answer.text()).querySelector("[name=csrfmiddlewaretoken]");
      if (token) this.token.value = token.value;
      return Boolean(token);
    } catch {
      return false;
    }
  }

  // Take what the server says of the row, but for what is being typed or is still on its way.
  renewRow(row, fresh) {
    row.dataset.v = fresh.dataset.v;
    this.prepare(fresh);
    for (const td of fresh.querySelectorAll("td[data-label]")) {
      const old = [...row.cells].find((one) => one.dataset.label === td.dataset.label);
      const cell = this.cells.get(old);
      if (!old || cell?.editor || (cell && cell.unsaved !== null)) continue;
      old.replaceChildren(...td.childNodes);
      if (td.dataset.t === undefined) delete old.dataset.t;
      else old.dataset.t = td.dataset.t;
      if (cell) {
        cell.bases = [old.dataset.t ?? old.firstElementChild?.textContent ?? ""];
        [cell.shown] = cell.bases;
      }
    }
  }

  say(words) {
    this.said.textContent = words;
  }
}

if (table) new Grid();
