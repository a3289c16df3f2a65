using System.ComponentModel;

namespace Mes.Central.Machines.Telemetry;

/// <summary>The query part of a telemetry address.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">First instant after the range.</param>
/// <param name="Points">At most so many points.</param>
/// <param name="Form"><c>buckets</c> or <c>line</c>.</param>
public sealed record TelemetryRange(
    [property: Description("First instant; 8 hours before the end where it is left out.")] DateTimeOffset? From,
    [property: Description("First instant after the range; now where it is left out. At most 400 days after the first.")]
    DateTimeOffset? To,
    [property: Description("At most so many points, 10 to 10000; 1000 where it is left out.")] int? Points,
    [property: Description("buckets (min, max, mean) or line (LTTB).")] string? Form)
{
    /// <summary>The range in UTC, with what was left out.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Of(DateTimeOffset now, TimeSpan otherwise)
    {
        var to = To?.ToUniversalTime() ?? now;
        return (From?.ToUniversalTime() ?? to - otherwise, to);
    }
}
