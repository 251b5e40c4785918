import packageOfServer from '../../package.json' with { type: 'json' };

/** Version of Onhook, as in semantic versioning (CHANGELOG.md). */
export const version: string = packageOfServer.version;
