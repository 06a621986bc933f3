// The door: take a key out of the address (after "#", so it never reaches a server's log),
// let people see what they type, and say that we are working.
(() => {
  const form = document.getElementById("door");
  const word = document.getElementById("word");
  const working = document.getElementById("working");
  if (!form || !word) return;

  const show = document.getElementById("show");
  document.getElementById("show-row").hidden = false;
  show.addEventListener("change", () => { word.type = show.checked ? "text" : "password"; });

  const button = form.querySelector("button");
  form.addEventListener("submit", () => {
    working.textContent = "たしかめています…";
    button.disabled = true;
  });
  // Coming back with the browser's "back" restores the page as it was left.
  window.addEventListener("pageshow", () => { working.textContent = ""; button.disabled = false; });

  const refused = word.getAttribute("aria-invalid") === "true";
  let key = "";
  try { key = decodeURIComponent(location.hash.slice(1)); } catch { key = ""; }
  if (key) history.replaceState(null, "", location.pathname + location.search);
  if (key && !refused) {
    word.value = key;
    form.requestSubmit();
  }
})();
