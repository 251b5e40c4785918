type Env = Readonly<Record<string, string | undefined>>;

const host = /_SERVICE_HOST$/;
const servicePort = /_SERVICE_PORT(_[A-Z0-9_]+)?$/;
const portFacts = /_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/;
const address = /^(tcp|udp|sctp):\/\//;

/**
 * Leaves out the variables that Kubernetes and container links set in every container for each service, such as
 * `ONHOOK_PORT=tcp://10.0.0.1:80` for a service named `onhook`, or `ONHOOK_ASTERISK_PORT=tcp://…` for `onhook-asterisk`.
 * They look like settings, and nobody has set them.
 */
export const withoutServiceLinks = (env: Env): Env =>
  Object.fromEntries(
    Object.entries(env).filter(([name, value = '']) => {
      if (!name.startsWith('ONHOOK_')) return true;
      return !(host.test(name) || servicePort.test(name) || portFacts.test(name) || (name.endsWith('_PORT') && address.test(value)));
    }),
  );
