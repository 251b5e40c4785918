// What a desktop may do with the panel: hear its state, fit its height, and ask three things of it.
const panel = document.getElementById('panel');
const state = document.getElementById('state');

panel.addEventListener('onhook-state', ({ detail }) => {
  state.textContent = detail.state;
});
panel.addEventListener('onhook-size', ({ detail }) => {
  panel.style.blockSize = `${Math.min(Math.max(detail.height, 320), 900)}px`;
});

document.getElementById('phrases').addEventListener('click', () => panel.openPhrasebook());
document.getElementById('leave').addEventListener('click', () => panel.signOut());
document.getElementById('dark').addEventListener('click', () => {
  panel.theme = panel.theme === 'dark' ? 'light' : 'dark';
});
