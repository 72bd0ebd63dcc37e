/** A link as a picture that phones read: dark on white whatever the theme, as readers expect it. */
import encodeQr from "qr";
import { useMemo } from "react";

const QUIET = 4;

export function QrCode({ link, label }: { readonly link: string; readonly label: string }) {
  const [size, path] = useMemo(() => {
    const rows = encodeQr(link, "raw", { ecc: "medium", border: QUIET });
    const dots = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
    return [rows.length, dots.join("")];
  }, [link]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
