/** Signs that take room and show nothing, and what is not drawn though no control: two names look alike by them. */
const fillers =
  /(?:\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f|[\u115f\u1160\u2800\u3164\uffa0]|[\u{1d173}-\u{1d17a}])+/gu;
/** More on one letter is drawn over what stands around it. */
const heaps = /(\p{M}{4})\p{M}+/gu;

/** The same words without what hides in them or hides others. */
export function withoutUnseen(text: string): string {
  return text.replace(fillers, '').replace(heaps, '$1');
}
