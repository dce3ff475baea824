import { createApp } from 'vue';
import Coat from './Coat.vue';

createApp(Coat).mount('#app');
