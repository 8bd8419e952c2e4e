/** Outlines on a grid of 24 × 24. */
export const icons = {
  scales: 'M12 4v16M8 20h8M5 7h14M5 7l-3 6a3 3 0 0 0 6 0zM19 7l-3 6a3 3 0 0 0 6 0z',
  cases: 'M4 6a2 2 0 0 1 2-2h4l2 3h6a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z',
  handoffs: 'M4 5h16v11H9l-5 4zM8 9h8M8 12.5h5',
  network: 'M12 3v5M12 8H5v4M12 8h7v4M12 8v4M3 12h4v5H3zM10 12h4v5h-4zM17 12h4v5h-4z',
  back: 'M15 5l-7 7 7 7',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20 20l-4.7-4.7',
  refresh: 'M20 12a8 8 0 1 1-2.3-5.6M20 4v4h-4',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-6 8-6s7 2 8 6',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c.8-3.6 3.3-5.5 6.5-5.5s5.7 1.9 6.5 5.5M16 5.5a3 3 0 0 1 0 6M17.5 14.5c2.200.6 3.5 2.5 4 5.5',
  plus: 'M12 5v14M5 12h14',
  remove: 'M6 6l12 12M18 6L6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  book: 'M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h10M9 8h5',
  rules: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h5',
  switches: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4',
  pledge: 'M6 3h12v18H6zM9 8h6M9 12h6M9 17c1-2 2 1 3-.5s1.5 1 3 .5',
  megaphone: 'M4 10v4h3l8 4V6l-8 4zM18 9a4 4 0 0 1 0 6M7 14l1 5h2',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9 14h2M14 14h1',
  alarm: 'M12 4a6 6 0 0 0-6 6v5l-2 3h16l-2-3v-5a6 6 0 0 0-6-6zM10 21h4',
  pen: 'M4 20l1-5L16 4l4 4L9 19zM13 7l4 4',
  chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
} as const;
export type Icon = keyof typeof icons;
