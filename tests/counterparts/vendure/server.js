// A shop made of Vendure, with the settings that its own documentation begins with, kept in memory.
// https://docs.vendure.io/reference/typescript-api/configuration/vendure-config/
const { bootstrap } = require('@vendure/core');

const [port, identifier, password] = process.argv.slice(2);

bootstrap({
    apiOptions: { hostname: '127.0.0.1', port: Number(port), adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: { tokenMethod: 'bearer', superadminCredentials: { identifier, password } },
    dbConnectionOptions: { type: 'sqljs', synchronize: true },
    paymentOptions: { paymentMethodHandlers: [] },
});
