// The same contract without our script: docs/embedding.md.
const onhook = '{onhook}';
const panel = document.getElementById('panel');
const state = document.getElementById('state');

addEventListener('message', ({ data, origin, source }) => {
  if (origin !== onhook || source !== panel.contentWindow || data?.onhook !== 2) return;
  if (data.kind === 'ready') panel.contentWindow.postMessage({ onhook: 2, kind: 'hello' }, onhook);
  if (data.kind === 'state') state.textContent = data.state;
});
