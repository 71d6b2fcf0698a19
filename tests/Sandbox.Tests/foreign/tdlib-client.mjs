// TDLib through the emulator's SOCKS5 port, logged in. Its own complaints go to standard error.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, require, task } from './driver.mjs';

const tdl = require('tdl');
const { getTdjson } = require('prebuilt-tdlib');

// TDLib trusts the keys compiled into it. Every 2048-bit key has a PEM of the same length, so a copy with ours in their place will do.
function libraryWithOurKey() {
  const library = readFileSync(getTdjson());
  const key = Buffer.from(task.publicKeyPem.trim());
  const end = Buffer.from('-----END RSA PUBLIC KEY-----');
  let replaced = 0;
  for (let at = library.indexOf('-----BEGIN RSA PUBLIC KEY-----\n'); at >= 0; at = library.indexOf('-----BEGIN RSA PUBLIC KEY-----\n', at + 1)) {
    const length = library.indexOf(end, at) + end.length - at;
    if (length !== key.length) continue;
    key.copy(library, at);
    replaced++;
  }
  if (replaced === 0) throw new Error('No key of the usual length was found in TDLib.');
  const path = join(task.folder, 'libtdjson.so');
  writeFileSync(path, library);
  return path;
}

const parameters = {
  _: 'setTdlibParameters', use_test_dc: false, database_directory: join(task.folder, 'db'), files_directory: join(task.folder, 'files'),
  use_file_database: false, use_chat_info_database: false, use_message_database: false, use_secret_chats: false,
  api_id: 1, api_hash: 'hash', system_language_code: 'en', device_model: 'test', application_version: '1',
};

function logIn(client) {
  const steps = {
    authorizationStateWaitTdlibParameters: () => client.invoke(parameters),
    authorizationStateWaitPhoneNumber: () => client.invoke({ _: 'setAuthenticationPhoneNumber', phone_number: task.phone }),
    authorizationStateWaitCode: () => client.invoke({ _: 'checkAuthenticationCode', code: task.code }),
    authorizationStateWaitPassword: () => client.invoke({ _: 'checkAuthenticationPassword', password: task.password }),
  };
  return new Promise((resolve, reject) => {
    client.on('update', (update) => {
      if (update._ !== 'updateAuthorizationState') return;
      const state = update.authorization_state._;
      if (state === 'authorizationStateReady') resolve();
      else steps[state]?.().catch(reject);
    });
    const proxy = { _: 'proxy', server: '127.0.0.1', port: task.socksPort, type: { _: 'proxyTypeSocks5', username: '', password: '' } };
    client.invoke({ _: 'addProxy', proxy, enable: true, comment: '' }).catch(reject);
  });
}

export async function open() {
  tdl.configure({ tdjson: libraryWithOurKey(), verbosityLevel: 1 });
  const client = tdl.createBareClient();
  client.on('error', fail);
  await logIn(client);
  return client;
}

// TDLib shifts the ids of the server by twenty bits.
export const idOf = (message) => message.id / 1048576;

export const textOf = ({ content }) => (content.text ?? content.caption)?.text ?? '';
