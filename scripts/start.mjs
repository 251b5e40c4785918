// npm start: installs, builds and runs the demo. Arguments go on to it, such as `npm start -- --speed 5`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, install, root, run, print } from './lib.mjs';

checkNode();
install();
print('Building, a few seconds.');
run(process.execPath, [join(root, 'scripts/build.mjs')]);
const child = spawn(process.execPath, [join(root, 'packages/server/bin/onhook.mjs'), 'demo', ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
