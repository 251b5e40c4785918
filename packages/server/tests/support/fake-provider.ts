import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Answers of a sign-in provider, in the shape that a product really sends. */
export interface ProviderShape {
  /** `token_endpoint_auth_methods_supported` of the metadata; left out when undefined. */
  readonly authMethods?: readonly string[];
  /** The one way by which the token endpoint lets the client in. */
  readonly accepts?: 'basic' | 'post';
  readonly idToken: Record<string, unknown>;
  /** Answer of userinfo; the provider has no userinfo when undefined. */
  readonly userinfo?: { readonly status: number; readonly body: Record<string, unknown>; readonly subject?: string };
}

export interface FakeProvider {
  readonly issuer: string;
  shape: ProviderShape;
  /** Ways by which the client authenticated, in order. */
  readonly authenticated: ('basic' | 'post')[];
  /** The address to which the provider sends the browser back after this request. */
  answerTo(address: string): URL;
  stop(): Promise<void>;
}

const subject = 'sub-1';

/** Starts a provider on loopback that lets everybody in and answers in a given shape. */
export const startFakeProvider = async (shape: ProviderShape): Promise<FakeProvider> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' };
  const authenticated: ('basic' | 'post')[] = [];
  const idTokenFor = (nonce: string): Promise<string> =>
    new SignJWT({ nonce, ...provider.shape.idToken })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(provider.issuer)
      .setAudience('onhook')
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);

  const metadata = () => ({
    issuer: provider.issuer,
    authorization_endpoint: `${provider.issuer}/authorize`,
    token_endpoint: `${provider.issuer}/token`,
    jwks_uri: `${provider.issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...(provider.shape.authMethods && { token_endpoint_auth_methods_supported: provider.shape.authMethods }),
    ...(provider.shape.userinfo && { userinfo_endpoint: `${provider.issuer}/userinfo` }),
  });

  const answer = async (path: string, authorization: string | undefined, body: string): Promise<{ status: number; body: object }> => {
    if (path === '/.well-known/openid-configuration') return { status: 200, body: metadata() };
    if (path === '/jwks') return { status: 200, body: { keys: [jwk] } };
    if (path === '/userinfo') {
      const { status = 404, body: claims = {}, subject: other = subject } = provider.shape.userinfo ?? {};
      return { status, body: { sub: other, ...claims } };
    }
    const form = new URLSearchParams(body);
    const way = authorization?.startsWith('Basic ') ? 'basic' : 'post';
    authenticated.push(way);
    if (provider.shape.accepts !== undefined && provider.shape.accepts !== way) return { status: 401, body: { error: 'invalid_client' } };
    const token = { access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token: await idTokenFor(form.get('code') ?? '') };
    return { status: 200, body: token };
  };

  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => void (body += String(chunk)));
    request.on('end', () => {
      void answer(request.url ?? '', request.headers.authorization, body).then((sent) => {
        response.writeHead(sent.status, { 'content-type': 'application/json', ...(sent.status === 401 && { 'www-authenticate': 'Bearer error="invalid_token"' }) });
        response.end(JSON.stringify(sent.body));
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const provider: FakeProvider = {
    issuer: `http://127.0.0.1:${port}`,
    shape,
    authenticated,
    answerTo: (address) => {
      const asked = new URL(address).searchParams;
      const back = new URL(asked.get('redirect_uri') ?? '');
      // The nonce serves as the code, so that the provider needs no memory.
      back.searchParams.set('code', asked.get('nonce') ?? '');
      back.searchParams.set('state', asked.get('state') ?? '');
      return back;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
};
