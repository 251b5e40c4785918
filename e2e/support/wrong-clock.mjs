// Preloaded into a server process to shift its clock.
const rightly = Date.now;
const off = Number(process.env.E2E_CLOCK_OFF_MS);
Date.now = () => rightly() + off;
