/** Hexadecimal digits without the separators with which apps for tags copy them: `04:A1:B2`. */
export const withoutSeparators = (digits: string) => digits.replace(/[\s:-]/g, "");
