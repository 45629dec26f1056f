// A signing service for the tests, written from the Cloud Signature Consortium's API v2.0.0.2 (and v1.0.4.0 under /csc/v1). It is started as a
// process of its own, with its keys as JSON on stdin, and says on stdout which port it took. What it was asked stands under /log.
import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { ecdsa, pss, rsa } from './raw-signatures.mjs';

const sha256 = '2.16.840.1.101.3.4.2.1';
const algorithms = {
  ec: ['1.2.840.10045.2.1', '1.2.840.10045.4.3.2'],
  rsa: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11'],
  pss: ['1.2.840.113549.1.1.10'],
};
const pin = { type: 'Password', id: 'PIN', format: 'N', label: 'PIN' };
const otp = { type: 'ChallengeResponse', id: 'OTP', format: 'N', label: 'Kod i mobilen' };
const client = { id: 'fardplan-test', secret: 'hemligt-värde' };
const code = '987654';

/** What each credential does that others do not. */
const credentials = {
  'ec-pin': { key: 'ec', objects: [pin], multisign: 10 },
  'rsa-otp': { key: 'rsa', objects: [pin, otp], multisign: 1 },
  pss: { key: 'rsa', algo: algorithms.pss, objects: [pin], multisign: 10 },
  implicit: { key: 'ec', mode: 'implicit', multisign: 10 },
  elsewhere: { key: 'ec', mode: 'implicit', multisign: 10, handles: true },
  oauth: { key: 'ec', mode: 'oauth2code', multisign: 10 },
  raw: { key: 'ec', objects: [pin], multisign: 10, raw: true },
  lying: { key: 'ec', objects: [pin], multisign: 10, lies: true },
  short: { key: 'ec', objects: [pin], multisign: 10, expires: 0 },
  busy: { key: 'ec', objects: [pin], multisign: 10, busy: 1 },
  flooded: { key: 'ec', objects: [pin], multisign: 10, busy: Infinity },
  slow: { key: 'ec', objects: [pin], multisign: 10, slow: 20_000 },
  fewer: { key: 'ec', objects: [pin], multisign: 10, fewer: true },
  rubbish: { key: 'ec', objects: [pin], multisign: 10, rubbish: true },
  disabled: { key: 'ec', objects: [pin], status: 'disabled' },
  locking: { key: 'ec', objects: [pin], multisign: 10 },
};

let input = '';
for await (const part of process.stdin) input += part;
const { keys, certificates } = JSON.parse(input);
const keyOf = Object.fromEntries(Object.entries(keys).map(([id, pem]) => [id, createPrivateKey(pem)]));

const log = [];
const tokens = new Map();
const codes = new Map();
const sads = new Map();
const wrong = new Map();
const handles = new Map();

class Refusal extends Error {
  constructor(status, error, description, headers = {}) {
    super(description);
    Object.assign(this, { status, error, headers });
  }
}
const invalid = (description) => new Refusal(400, 'invalid_request', description);

const known = (body) => {
  const found = Object.hasOwn(credentials, body.credentialID ?? '') ? credentials[body.credentialID] : undefined;
  if (!found) throw invalid('Invalid parameter credentialID');
  return found;
};

function newSad({ credentialID }, hashes) {
  const sad = randomBytes(12).toString('hex');
  const seconds = credentials[credentialID].expires ?? 300;
  sads.set(sad, { credentialID, hashes: [...hashes], until: Date.now() + seconds * 1000 });
  return { SAD: sad, expiresIn: seconds };
}

function describe(old, body) {
  const credential = known(body);
  const algo = credential.algo ?? algorithms[credential.key];
  const cert = { status: 'valid', certificates: certificates[credential.key] };
  const shared = {
    key: { status: credential.status ?? 'enabled', algo, len: 256 },
    cert,
    multisign: credential.multisign ?? 1,
  };
  const mode = credential.mode ?? 'explicit';
  if (!old) {
    const { objects = [] } = credential;
    const expression = objects.map(({ id }) => id).join(' AND ');
    return { ...shared, SCAL: '2', auth: { mode, ...(mode === 'explicit' ? { expression, objects } : {}) } };
  }
  const has = (id) => ({
    presence: String((credential.objects ?? []).some((each) => each.id === id)),
    format: 'N',
    label: id,
  });
  return { ...shared, SCAL: '2', authMode: mode, PIN: has('PIN'), OTP: { ...has('OTP'), type: 'online' } };
}

function checkHashes(hashes) {
  if (!Array.isArray(hashes) || hashes.length === 0) throw invalid('Missing (or invalid type) array parameter hash');
  for (const hash of hashes)
    if (Buffer.from(hash, 'base64').length !== 32) throw invalid('Invalid digest value length');
}

function authorize(old, body) {
  const credential = known(body);
  const hashes = old ? body.hash : body.hashes;
  checkHashes(hashes);
  if (!old && body.hashAlgorithmOID !== sha256) throw invalid('Invalid parameter hashAlgorithmOID');
  if (body.numSignatures !== hashes.length || hashes.length > (credential.multisign ?? 1))
    throw invalid('Numbers of signatures is too high');
  const given = old
    ? { PIN: body.PIN, OTP: body.OTP }
    : Object.fromEntries((body.authData ?? []).map(({ id, value }) => [id, value]));
  for (const { id } of credential.objects ?? []) {
    if (given[id] === (id === 'PIN' ? '1234' : code)) continue;
    const tries = (wrong.get(body.credentialID) ?? 0) + 1;
    wrong.set(body.credentialID, tries);
    if (tries > 2) throw new Refusal(400, 'invalid_pin', 'PIN locked');
    throw new Refusal(400, id === 'PIN' ? 'invalid_pin' : 'invalid_otp', `The ${id} is invalid`);
  }
  if (credential.mode === 'oauth2code') throw invalid('The credential is not authorized this way');
  if (!credential.handles) return newSad(body, hashes);
  handles.set('h1', { body, hashes, asked: 0 });
  return { handle: 'h1' };
}

function authorizeCheck({ handle }) {
  const waiting = handles.get(handle);
  if (!waiting) throw invalid('Invalid parameter handle');
  waiting.asked += 1;
  return waiting.asked > 1 ? newSad(waiting.body, waiting.hashes) : {};
}

async function signHash(old, body) {
  const credential = known(body);
  if (credential.slow) await new Promise((settle) => setTimeout(settle, credential.slow));
  if (credential.busy > 0) {
    credential.busy -= 1;
    throw new Refusal(429, 'too_many_requests', 'Slow down', { 'retry-after': credential.busy > 1 ? '3600' : '1' });
  }
  const hashes = old ? body.hash : body.hashes;
  checkHashes(hashes);
  if ((old ? body.hashAlgo : body.hashAlgorithmOID) !== sha256) throw invalid('Invalid parameter hashAlgo');
  if (!(credential.algo ?? algorithms[credential.key]).includes(body.signAlgo))
    throw invalid('Invalid parameter signAlgo');
  if (body.signAlgo === algorithms.pss[0] && !body.signAlgoParams) throw invalid('Missing parameter signAlgoParams');
  const sad = sads.get(body.SAD);
  if (!sad || sad.credentialID !== body.credentialID) throw invalid('Invalid parameter SAD');
  if (sad.until <= Date.now()) throw new Refusal(400, 'expired_token', 'SAD expired');
  for (const hash of hashes) {
    const at = sad.hashes.indexOf(hash);
    if (at < 0) throw invalid('Hash is not authorized by the SAD');
    sad.hashes.splice(at, 1);
  }
  if (credential.rubbish) return { signatures: hashes.map(() => 'AAAA') };
  const key = keyOf[credential.lies ? 'other' : credential.key];
  const values = hashes.map((hash) => {
    const digest = Buffer.from(hash, 'base64');
    if (credential.key === 'ec') return ecdsa(key, digest)[credential.raw ? 'raw' : 'der'];
    return body.signAlgo === algorithms.pss[0] ? pss(key, digest) : rsa(key, digest);
  });
  return { signatures: values.slice(credential.fewer ? 1 : 0).map((value) => value.toString('base64')) };
}

function token(form) {
  if (form.client_id !== client.id) throw new Refusal(401, 'invalid_client', 'Unknown client');
  if (form.grant_type === 'client_credentials') {
    if (form.client_secret !== client.secret) throw new Refusal(401, 'invalid_client', 'Client authentication failed');
    return issue('service');
  }
  const pending = codes.get(form.code);
  codes.delete(form.code);
  const challenge = createHash('sha256')
    .update(form.code_verifier ?? '')
    .digest('base64url');
  if (!pending || pending.code_challenge !== challenge || pending.redirect_uri !== form.redirect_uri)
    throw new Refusal(400, 'invalid_grant', 'The code is not valid');
  if (pending.scope !== 'credential') return issue('service');
  const hashes = pending.hashes.split(',').map((hash) => Buffer.from(hash, 'base64url').toString('base64'));
  if (Number(pending.numSignatures) !== hashes.length) throw invalid('Invalid parameter numSignatures');
  return { access_token: newSad(pending, hashes).SAD, token_type: 'SAD', expires_in: 300 };
}

function issue(scope) {
  const access_token = randomBytes(12).toString('hex');
  tokens.set(access_token, scope);
  return { access_token, token_type: 'Bearer', expires_in: 3600 };
}

async function answer(request, url, body) {
  const [, root, version, ...rest] = url.pathname.split('/');
  if (url.pathname === '/log') return { log };
  if (url.pathname === '/oauth2/token') return token(Object.fromEntries(new URLSearchParams(body)));
  if (url.pathname === '/oauth2/authorize') {
    const asked = Object.fromEntries(url.searchParams);
    const given = randomBytes(8).toString('hex');
    codes.set(given, asked);
    const back = new URL(asked.redirect_uri);
    back.searchParams.set('code', given);
    back.searchParams.set('state', asked.state);
    return { location: back.href };
  }
  if (root !== 'csc') throw new Refusal(404, 'not_found', 'No such thing');
  const old = version === 'v1';
  const method = rest.join('/');
  const json = JSON.parse(body);
  log.push({ method, body: json });
  const here = `http://127.0.0.1:${server.address().port}`;
  if (method === 'info')
    return {
      specs: old ? '1.0.4.0' : '2.0.0.2',
      name: 'Testtjänst',
      region: 'SE',
      lang: 'sv',
      description: 'Undertecknar på prov',
      authType: ['oauth2code', 'oauth2client'],
      oauth2: here,
      methods: [
        'credentials/list',
        'credentials/info',
        'credentials/authorize',
        'credentials/getChallenge',
        'signatures/signHash',
      ],
    };
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== 'färdigt-intyg' && bearer !== 'fardigt-intyg' && !tokens.has(bearer))
    throw new Refusal(401, 'invalid_token', 'The access token is expired, revoked or unknown');
  if (method === 'credentials/list') {
    const ids = json.userID === 'elsa' ? ['ec-pin'] : Object.keys(credentials);
    const from = Number(json.pageToken ?? 0);
    const next = from + 8 < ids.length ? { nextPageToken: String(from + 8) } : {};
    return { credentialIDs: ids.slice(from, from + 8), ...next };
  }
  if (method === 'credentials/info') return describe(old, json);
  if (method === 'credentials/authorize') return authorize(old, json);
  if (method === 'credentials/authorizeCheck') return authorizeCheck(json);
  if (method === 'credentials/getChallenge') return known(json) && {};
  if (method === 'signatures/signHash') return signHash(old, json);
  throw new Refusal(404, 'not_found', 'No such method');
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    const url = new URL(request.url, 'http://127.0.0.1');
    const send = (status, json, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(json));
    };
    try {
      const json = await answer(request, url, Buffer.concat(parts).toString('utf8'));
      send(json.location ? 302 : 200, json, json.location ? { location: json.location } : {});
    } catch (error) {
      if (!(error instanceof Refusal)) return send(500, { error: 'server_error', error_description: String(error) });
      send(error.status, { error: error.error, error_description: error.message }, error.headers);
    }
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
