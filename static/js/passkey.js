// allauth tells by this event that the browser made or used no passkey.
document.addEventListener("allauth.error", function (event) {
  event.preventDefault();
  const message = document.querySelector("[data-key-failed]");
  if (message) message.hidden = false;
});
