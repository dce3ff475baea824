// The site that Hydrogen's starter is built to, on Node.js: node server.mjs PORT, in the folder of the site.
import {createServer} from 'node:http';
import {Readable} from 'node:stream';
import {pathToFileURL} from 'node:url';
import {storefront, text} from './shop.mjs';

const [port, shopPort] = process.argv.slice(2).map(Number);
const stored = {match: async () => undefined, put: async () => {}, delete: async () => false};
globalThis.caches = {open: async () => stored}; // of Shopify's servers; here every look asks the shop
const {fetch} = globalThis;
globalThis.fetch = (input, init) => fetch(input, init?.body ? {duplex: 'half', ...init} : init); // which Shopify's servers need not be told

storefront('node_modules/@shopify/hydrogen/dist/storefront.schema.json', shopPort);
const {default: site} = await import(pathToFileURL('dist/server/index.js'));
const env = {
  SESSION_SECRET: 'secret',
  PUBLIC_STORE_DOMAIN: `http://127.0.0.1:${shopPort}`,
  PUBLIC_STOREFRONT_API_TOKEN: 'token',
  PUBLIC_STOREFRONT_ID: '1',
  PUBLIC_CHECKOUT_DOMAIN: 'checkout.example',
};

createServer(async (request, response) => {
  const body = request.method === 'POST' ? await text(request) : undefined;
  const headers = Object.entries(request.headers).filter(([name]) => name !== 'connection');
  const asked = new Request(`http://${request.headers.host}${request.url}`, {method: request.method, headers, body});
  const answer = await site.fetch(asked, env, {waitUntil: () => {}});
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) Readable.fromWeb(answer.body).pipe(response);
  else response.end();
}).listen(port, '127.0.0.1');
