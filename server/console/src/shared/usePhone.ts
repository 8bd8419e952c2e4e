import { ref } from 'vue';

const narrow = window.matchMedia('(max-width: 767px)');
const phone = ref(narrow.matches);
narrow.addEventListener('change', ({ matches }) => {
  phone.value = matches;
});

/** Whether the window is as narrow as a phone; the same width as in style.css. */
export const usePhone = (): typeof phone => phone;
