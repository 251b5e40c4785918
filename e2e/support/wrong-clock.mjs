// Preloaded into a server process whose clock is to be wrong.
const rightly = Date.now;
const off = Number(process.env.E2E_CLOCK_OFF_MS);
Date.now = () => rightly() + off;
