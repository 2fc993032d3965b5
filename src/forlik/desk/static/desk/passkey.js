"use strict";

// A form that is answered by a passkey: the browser is asked when the form is sent, and its answer goes along.

const read = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const write = (buffer) =>
  btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const keys = (list) => (list || []).map((one) => ({ ...one, id: read(one.id) }));

function told(publicKey) {
  const asked = { ...publicKey, challenge: read(publicKey.challenge) };
  if (publicKey.user) asked.user = { ...publicKey.user, id: read(publicKey.user.id) };
  if (publicKey.excludeCredentials) asked.excludeCredentials = keys(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) asked.allowCredentials = keys(publicKey.allowCredentials);
  return asked;
}

function answer(credential) {
  const response = { clientDataJSON: write(credential.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[part]) response[part] = write(credential.response[part]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: write(credential.rawId),
    type: credential.type,
    response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

// Without a user name there is no list of passkeys to ask for, and the question comes when it is needed.
async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const asked = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  if (!asked.ok) throw new Error(String(asked.status));
  return (await asked.json()).request_options;
}

function passkey(form) {
  const said = form.querySelector("[role=alert]");
  const button = form.querySelector("button");
  // A passkey belongs to a name: a browser takes none at a numbered address, not even at the machine's own.
  if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(window.location.hostname)) {
    button.disabled = true;
    said.textContent = form.dataset.none;
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = "";
    try {
      const publicKey = told((await options(form)).publicKey);
      const made = form.dataset.passkey === "create";
      const credential = await navigator.credentials[made ? "create" : "get"]({ publicKey });
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      said.textContent = form.dataset.refused;
      button.disabled = false;
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) passkey(form);
