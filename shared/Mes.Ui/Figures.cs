using System.Globalization;

namespace Mes.Ui;

/// <summary>Numbers as people read them.</summary>
public static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A fraction as percent with one decimal, without the sign: units are drawn smaller.</summary>
    public static string Percent(decimal fraction) => (fraction * 100m).ToString("F1", CultureInfo.CurrentCulture);

    /// <summary>Percent rounded down: 99.96 % of coverage is not all of it.</summary>
    public static string CoveragePercent(decimal fraction) =>
        (Math.Floor(fraction * 1000m) / 10m).ToString("F1", CultureInfo.CurrentCulture);

    /// <summary>A length in percent for a drawing.</summary>
    public static string Length(decimal fraction) =>
        (Math.Clamp(fraction, 0m, 1m) * 100m).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
