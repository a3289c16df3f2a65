using System.Globalization;

namespace Mes.Ui.Tests.Theme;

/// <summary>An sRGB colour, with the luminance and contrast of WCAG 2.2.</summary>
readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <param name="hex">As in <c>#1f5f8b</c>.</param>
    public static Colour Parse(string hex) => new(Part(hex, 1), Part(hex, 3), Part(hex, 5));

    public double ContrastWith(Colour other)
    {
        var (lighter, darker) = (Math.Max(Luminance, other.Luminance), Math.Min(Luminance, other.Luminance));
        return (lighter + 0.05) / (darker + 0.05);
    }

    double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    static double Linear(byte part)
    {
        var value = part / 255d;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    static byte Part(string hex, int at) => byte.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
