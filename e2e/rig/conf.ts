/** Queues by name, each with its static members: extensions that the dialplan answers. */
export type Queues = Readonly<Record<string, readonly string[]>>;

export const driverUser = { name: 'driver', secret: 'drives-the-tests' } as const;
/** The rights that the product asks a site for. */
export const productUser = { name: 'onhook', secret: 'what-onhook-logs-in-with' } as const;

/** Returns the line of an agent whom the dialplan plays. */
export const lineOf = (extension: string): string => `Local/${extension}@agents/n`;

/** Modules to load. Other modules could open a port, read a phone book or slow the start. */
const modules = ['pbx_config', 'app_queue', 'res_musiconhold', 'res_timing_timerfd', 'bridge_simple', 'bridge_holding'];

const asteriskConf = (inside: string): string => `[directories]
astetcdir => ${inside}/etc
astvarlibdir => ${inside}/lib
astdbdir => ${inside}/lib
astkeydir => ${inside}/lib
astspooldir => ${inside}/spool
astrundir => ${inside}/run
astlogdir => ${inside}/log
astdatadir => /usr/share/asterisk
`;

interface Ports {
  readonly port: number;
  readonly tlsPort: number;
}

const managerConf = (inside: string, { port, tlsPort }: Ports): string => `[general]
enabled = yes
webenabled = no
bindaddr = 127.0.0.1
port = ${port}
tlsenable = yes
tlsbindaddr = 127.0.0.1:${tlsPort}
tlscertfile = ${inside}/etc/ami.pem
tlsprivatekey = ${inside}/etc/ami-key.pem

[${productUser.name}]
secret = ${productUser.secret}
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1/255.255.255.255
read = system,agent,call
write = agent

[${driverUser.name}]
secret = ${driverUser.secret}
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1/255.255.255.255
read = system,agent,call
write = agent,call,originate
`;

// A caller comes in at the queue's name and stays for STAY seconds at most; an agent answers after 0.3 s and talks for
// TALK seconds. Both travel with the call.
const extensionsConf = `[inbound]
exten => _[a-z]!,1,Answer()
 same => n,Queue(\${EXTEN})
 same => n,Hangup()

[callers]
exten => s,1,Wait(\${STAY})
 same => n,Hangup()

[agents]
exten => _X!,1,Ringing()
 same => n,Wait(0.3)
 same => n,Answer()
 same => n,Wait(\${TALK})
 same => n,Hangup()
`;

/** Returns queues.conf with these queues and static members. */
export const queuesConf = (queues: Queues): string =>
  [
    '[general]\npersistentmembers = yes\nautofill = yes\n',
    ...Object.entries(queues).map(([queue, members]) =>
      [
        `[${queue}]`,
        'strategy = rrmemory',
        'timeout = 10',
        'retry = 1',
        'wrapuptime = 0',
        'ringinuse = no',
        'autofill = yes',
        'joinempty = yes',
        ...members.map((extension) => `member => ${lineOf(extension)},0,Agent ${extension}`),
        '',
      ].join('\n'),
    ),
  ].join('\n');

/** Returns all configuration files of one instance by name; `inside` is the path of its folder within the chroot. */
export const configFiles = (inside: string, ports: Ports, queues: Queues): Readonly<Record<string, string>> => ({
  'asterisk.conf': asteriskConf(inside),
  'manager.conf': managerConf(inside, ports),
  'extensions.conf': extensionsConf,
  'queues.conf': queuesConf(queues),
  'modules.conf': `[modules]\nautoload = no\n${modules.map((name) => `load = ${name}.so`).join('\n')}\n`,
  'logger.conf': '[logfiles]\nmessages => notice,warning,error\n',
  'cdr.conf': '[general]\nenable = no\n',
});
