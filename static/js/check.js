// Progressive enhancement only: every page works without this file.
(function () {
  "use strict";
  document.documentElement.classList.add("js");

  // Copy button of the personal link
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    const field = document.getElementById(button.dataset.copy);
    const state = document.querySelector("[data-copy-state]");
    button.addEventListener("click", function () {
      field.select();
      const done = function () { state.textContent = button.dataset.copied; };
      if (navigator.clipboard) {
        navigator.clipboard.writeText(field.value).then(done, function () { if (document.execCommand("copy")) done(); });
      } else if (document.execCommand("copy")) {
        done();
      }
    });
  });

  // Autosave: what is not saved yet, what to say when saving failed
  const form = document.querySelector("[data-autosave]");
  if (!form) return;
  const banner = form.querySelector("[data-save-failed]");
  const unsaved = new Map(); // item -> number of its latest change
  const failed = new Set();
  const failures = { 0: "offline", 403: "access", 404: "access", 429: "outage", 502: "outage", 503: "outage", 504: "outage" };
  let changes = 0;
  let nextTry;

  function questionOf(node) { return node.closest ? node.closest("[data-question]") : null; }

  function noteChange(event) {
    const question = questionOf(event.target);
    if (question) unsaved.set(question.dataset.question, ++changes);
  }
  form.addEventListener("input", noteChange);
  form.addEventListener("change", noteChange);
  // After htmx, which begins at the same event and was loaded before.
  document.addEventListener("DOMContentLoaded", function () {
    new Set(window.answeredEarly.map(questionOf)).forEach(function (question) {
      if (!question) return;
      unsaved.set(question.dataset.question, ++changes);
      htmx.trigger(question, "autosave");
    });
  });

  function showFailure(kind) {
    banner.querySelectorAll("[data-failure]").forEach(function (text) { text.hidden = text.dataset.failure !== kind; });
    banner.hidden = false;
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    const question = questionOf(event.detail.elt);
    if (question) event.detail.xhr.sentChange = unsaved.get(question.dataset.question);
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    const question = questionOf(event.detail.elt);
    if (!question) return;
    const item = question.dataset.question;
    const status = event.detail.xhr.status;
    if (status === 200 || status === 204) {
      if (unsaved.get(item) === event.detail.xhr.sentChange) unsaved.delete(item);
      failed.delete(item);
      if (!failed.size) {
        if (banner.contains(document.activeElement)) question.focus();
        banner.hidden = true;
      }
    } else if (status !== 409 && status !== 422) {
      const kind = failures[status] || "other";
      failed.add(item);
      showFailure(kind);
      clearTimeout(nextTry);
      // Not all at the same moment where many wait for the same server.
      if (kind === "offline" || kind === "outage") nextTry = setTimeout(saveFailed, 12500 + 5000 * Math.random());
    }
  });

  function saveFailed() {
    failed.forEach(function (item) {
      const question = form.querySelector('[data-question="' + item + '"]');
      if (question) htmx.trigger(question, "autosave");
    });
  }
  form.querySelector("[data-retry]").addEventListener("click", saveFailed);

  let leaving = false;
  form.addEventListener("submit", function () { leaving = true; });
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && unsaved.size) event.preventDefault();
  });
})();
