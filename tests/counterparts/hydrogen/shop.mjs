// Shopify's Storefront API over two products, by the schema that Hydrogen carries, and the keeper's door to its stock.
// https://shopify.dev/docs/api/storefront/latest/objects/Product
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {buildClientSchema, graphql} from 'graphql';

const PRODUCTS = {
  'storm-coat': {title: 'Storm Coat', price: '120.5', options: {Size: ['S', 'M', 'L']}, stock: {S: 0, M: 3, L: 0}},
  'rain-coat': {
    title: 'Rain Coat',
    price: '80.0',
    options: {Color: ['Black', 'Sand'], Size: ['S', 'M']},
    stock: {'Black / S': 0, 'Black / M': 2, 'Sand / S': 0}, // there is no "Sand / M"
    soldBeyond: ['Sand / S'],
  },
};

export function storefront(schemaFile, port) {
  const schema = buildClientSchema(JSON.parse(readFileSync(schemaFile)));
  const none = {nodes: [], pageInfo: {hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null}};
  const rootValue = {
    product: ({handle}) => (PRODUCTS[handle] ? product(handle, PRODUCTS[handle]) : null),
    shop: {id: 'gid://shopify/Shop/1', name: 'Acme', primaryDomain: {url: 'https://shop.example'}},
    localization: {country: {isoCode: 'US', currency: {isoCode: 'EUR'}}, language: {isoCode: 'EN'}},
    products: none,
    collections: none,
    urlRedirects: {edges: []},
  };
  createServer(async (request, response) => {
    const asked = JSON.parse(await text(request));
    if (request.url === '/keeper') {
      const kept = PRODUCTS[asked.handle];
      Object.assign(kept.stock, asked.stock);
      return response.end();
    }
    const answer = await graphql({schema, rootValue, source: asked.query, variableValues: asked.variables});
    if (answer.errors) console.error(answer.errors);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  }).listen(port, '127.0.0.1');
}

export async function text(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

function product(handle, {title, price, options, stock, soldBeyond = []}) {
  const variants = Object.keys(stock).map((name) => ({
    id: `gid://shopify/ProductVariant/${Object.keys(PRODUCTS).indexOf(handle)}${Object.keys(stock).indexOf(name)}`,
    title: name,
    sku: `${handle} ${name}`,
    availableForSale: stock[name] > 0 || soldBeyond.includes(name),
    currentlyNotInStock: stock[name] <= 0 && soldBeyond.includes(name),
    selectedOptions: name.split(' / ').map((value, place) => ({name: Object.keys(options)[place], value})),
    price: {amount: price, currencyCode: 'EUR'},
    product: {title, handle},
  }));
  const values = (variant) => variant.selectedOptions.map(({name, value}) => options[name].indexOf(value));
  const chosen = ({selectedOptions: asked}) =>
    (asked.length && variants.find((each) => asked.every(({name, value}) => each.selectedOptions.some((own) => own.name === name && own.value === value)))) ||
    variants.find((each) => each.availableForSale) ||
    variants[0];
  return {
    id: `gid://shopify/Product/${Object.keys(PRODUCTS).indexOf(handle)}`,
    title,
    handle,
    vendor: 'Acme',
    description: 'Warm and dry.',
    descriptionHtml: '<p>Warm and dry.</p>',
    seo: {},
    encodedVariantExistence: `v1_${encoded(variants.map(values))}`,
    encodedVariantAvailability: `v1_${encoded(variants.filter((each) => each.availableForSale).map(values))}`,
    options: Object.entries(options).map(([name, listed]) => ({
      name,
      optionValues: listed.map((value) => ({
        name: value,
        firstSelectableVariant: variants.find((each) => each.selectedOptions.some((own) => own.name === name && own.value === value)),
      })),
    })),
    variants: ({first}) => ({nodes: variants.slice(0, first)}),
    selectedOrFirstAvailableVariant: chosen,
    adjacentVariants: (asked) => variants.filter((each) => values(each).filter((value, place) => value !== values(chosen(asked))[place]).length === 1),
  };
}

// [[0, 0], [0, 1], [1, 0]] as "0:0-1,1:0,"
function encoded(combinations) {
  const firsts = [...new Set(combinations.map(([first]) => first))].sort();
  if (combinations.some((each) => each.length > 1))
    return firsts.map((first) => `${first}:${encoded(combinations.filter((each) => each[0] === first).map((each) => each.slice(1)))},`).join('');
  return firsts.join(' ').replace(/\b(\d+)(?: (\d+))+/g, (run) => {
    const [first, ...others] = run.split(' ').map(Number);
    return others.every((value, place) => value === first + place + 1) ? `${first}-${others.at(-1)}` : run;
  });
}
