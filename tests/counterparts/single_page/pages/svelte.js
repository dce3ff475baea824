import { mount } from 'svelte';
import Coat from './Coat.svelte';

mount(Coat, { target: document.getElementById('app') });
