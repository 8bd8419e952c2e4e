/** The centre that this console belongs to, as its staff read it. */
export const centreTitle = '相城区法律援助中心（演示）';
