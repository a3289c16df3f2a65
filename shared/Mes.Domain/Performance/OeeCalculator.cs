namespace Mes.Domain.Performance;

/// <summary>
/// The one place where OEE is divided out (M4.06). Its zero cases: no planned time, nothing is known; no run time, performance is
/// unknown; no parts, quality is unknown. Planned time without run time or without parts has an OEE of 0, as nothing good was
/// made in time meant for it, though a factor is unknown.
/// </summary>
public static class OeeCalculator
{
    /// <summary>The figures at full precision; call <see cref="Oee.Rounded"/> once, at the end.</summary>
    public static Oee Calculate(OeeTerms terms)
    {
        var availability = Held(Ratio(terms.RunTime, terms.PlannedTime));
        var rawPerformance = Ratio(terms.IdealTime, terms.RunTime);
        var quality = Held(QualityOf(terms));
        var performance = Held(rawPerformance);
        var nothingGood = availability == 0 || (availability is not null && terms.Produced <= 0);
        var value = nothingGood ? 0 : availability * performance * quality;
        return new Oee(availability, performance, quality, value, rawPerformance, rawPerformance > 1);
    }

    // By ideal time, which for one machine is the same as by parts, and for several keeps the product of the factors right.
    static decimal? QualityOf(OeeTerms terms) =>
        terms.IdealTime > 0 ? Ratio(terms.GoodIdealTime, terms.IdealTime) : Ratio(terms.Good, terms.Produced);

    static decimal? Ratio(decimal? part, decimal? whole) => whole > 0 ? part / whole : null;

    static decimal? Held(decimal? ratio) => ratio is { } value ? Math.Clamp(value, 0, 1) : null;
}
