// Drafts on this computer, dropped files, keys and double clicks. Pages work without it, but for what is said here.
"use strict";
(() => {
  const DAYS = 7, PREFIX = "draft:";
  const forms = () => document.querySelectorAll("form[data-draft]");
  const named = (name) => `${PREFIX}${document.body.dataset.who ?? ""}:${name}`;
  const place = (form) => named(form.dataset.draft);

  // A form is kept while it is typed, for seven days: a browser that is closed, or a session that ends, loses nothing.
  const keep = (form) => {
    const values = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    try { localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), values })); } catch { /* full or forbidden */ }
  };
  const restore = (form) => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(place(form))); } catch { /* not ours */ }
    if (!kept || form.dataset.typed !== undefined) return;
    if (Date.now() - kept.at > DAYS * 86400000) { localStorage.removeItem(place(form)); return; }
    const seen = {};
    for (const [name, value] of kept.values) {
      const fields = [...form.elements].filter((field) => field.name === name);
      const field = fields[seen[name] || 0];
      seen[name] = (seen[name] || 0) + 1;
      if (!field || field.type === "file") continue;
      // What the page itself says stays as it is now; the key stays that of the draft, so that it is done once, unless the
      // form may be sent again about the same thing.
      if (field.type === "hidden" && (name !== "key" || form.dataset.newKey !== undefined)) continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = true; else field.value = value;
    }
    const note = form.querySelector("[data-restored]");
    if (note) note.hidden = false;
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const forget = (name) => { try { localStorage.removeItem(named(name)); } catch { /* forbidden */ } };

  // What was handed in is a draft no more.
  document.querySelectorAll("[data-draft-done]").forEach((mark) => forget(mark.dataset.draftDone));
  // Who signs out leaves nothing behind.
  document.querySelectorAll("[data-signs-out]").forEach((button) => button.addEventListener("click", () => {
    Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => localStorage.removeItem(name));
  }));

  forms().forEach((form) => {
    restore(form);
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
    form.querySelectorAll("[data-forgets]").forEach((button) => button.addEventListener("click", () => {
      forget(form.dataset.draft);
      location.reload();
    }));
  });

  // A second click sends nothing (and if it did, the form's key would let nothing be done twice).
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // What only looks at something, or gives out a file, may be sent again.
    if (form.dataset.again !== undefined) return;
    if (form.dataset.sent !== undefined && form.method === "post") { event.preventDefault(); return; }
    form.dataset.sent = "";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // Enter goes to the next field of a slip, as on a calculator; it hands nothing in by mistake.
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || field.tagName !== "INPUT" || !field.closest("[data-enter-goes-on]")) return;
    event.preventDefault();
    const all = [...field.form.elements].filter((one) => !one.disabled && one.type !== "hidden" && one.offsetParent !== null);
    const next = all[all.indexOf(field) + 1];
    if (next) { next.focus(); if (next.select) next.select(); }
  });
  // A link with a key: pressed alone, and not while something is typed.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) return;
    const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); if (link.matches("input,select,textarea")) link.focus(); else link.click(); }
  });

  // Files are dropped onto the field that takes them.
  document.querySelectorAll("[data-drop]").forEach((area) => {
    const field = area.querySelector("input[type=file]");
    ["dragenter", "dragover"].forEach((name) => area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("over"); }));
    ["dragleave", "drop"].forEach((name) => area.addEventListener(name, (event) => { event.preventDefault(); area.classList.remove("over"); }));
    area.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.addEventListener("change", () => {
      const names = area.querySelector("[data-names]");
      if (names) names.textContent = [...field.files].map((file) => file.name).join("、");
      if (area.dataset.sends !== undefined && field.files.length) field.form.requestSubmit();
    });
  });
  // All boxes of a table at once.
  document.querySelectorAll("[data-checks-all]").forEach((box) => box.addEventListener("change", () => {
    box.closest("form").querySelectorAll("input[type=checkbox][name]").forEach((one) => { one.checked = box.checked; });
  }));
  document.querySelectorAll("[data-prints]").forEach((button) => button.addEventListener("click", () => window.print()));
})();
