"""Badge pictures, preview pictures, QR codes, and the contrast of colors."""
