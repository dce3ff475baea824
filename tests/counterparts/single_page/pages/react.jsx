// Nothing is told before a size is pressed, as the shop's GraphQL API has it.
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const QUERY = '{ product(slug: "storm-coat") { title price currency variants { id size available } } }';

async function ask() {
    const body = JSON.stringify({ query: QUERY });
    const answer = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return (await answer.json()).data.product;
}

function Chosen({ variant }) {
    if (!variant) return <p>Choose a size.</p>;
    return (
        <div className="chosen">
            <p className="availability">{variant.available ? 'In stock' : 'Sold out'}</p>
            <button disabled={!variant.available}>Add to cart</button>
        </div>
    );
}

function Coat() {
    const [coat, setCoat] = useState(null);
    const [chosen, choose] = useState('');
    useEffect(() => { ask().then(setCoat); }, []);
    if (!coat) return <p>Loading ...</p>;
    return (
        <main>
            <h1>{coat.title}</h1>
            <p className="price">{coat.price} {coat.currency}</p>
            <div className="sizes">
                {coat.variants.map(({ id, size }) => (
                    <button key={id} aria-pressed={id === chosen} onClick={() => choose(id)}>{size}</button>
                ))}
            </div>
            <Chosen variant={coat.variants.find(({ id }) => id === chosen)} />
        </main>
    );
}

createRoot(document.getElementById('app')).render(<Coat />);
