// Loaded at once, unlike the rest: what is answered before the other scripts are there is kept in mind for check.js.
(function () {
  "use strict";
  const answered = window.answeredEarly = [];
  function note(event) { answered.push(event.target); }
  document.addEventListener("change", note);
  document.addEventListener("input", note);
  document.addEventListener("DOMContentLoaded", function () {
    document.removeEventListener("change", note);
    document.removeEventListener("input", note);
  });
})();
