using System.Text.Json.Serialization;

namespace Mes.Domain.Machines;

/// <summary>
/// What a machine's fault code has shown lately, and which stop it explains. A code counts for a stop while the state is FAULT;
/// for any other stop only where it came with the stop, since many PLCs keep the last code on show while the machine runs again.
/// </summary>
/// <param name="Recent">Oldest first; each holds until the next.</param>
public sealed record FaultCodes(IReadOnlyList<FaultCode> Recent)
{
    /// <summary>A PLC may show the code this long before it leaves its state.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(2);

    const int MaxRecent = 16;

    public static FaultCodes Start { get; } = new([]);

    /// <summary>The code on show; null for none.</summary>
    [JsonIgnore]
    public long? Current => Recent is [.., { Code: not 0 } newest] ? newest.Code : null;

    /// <param name="at">Source time; an older one than the newest is ignored (L6).</param>
    /// <param name="code">0 and null are no code.</param>
    public FaultCodes See(DateTimeOffset at, long? code)
    {
        var shown = code.GetValueOrDefault();
        return Recent is [.., var newest] && (at < newest.From || shown == newest.Code)
            ? this
            : new FaultCodes([.. Recent.Skip(Recent.Count - MaxRecent + 1), new FaultCode(shown, at)]);
    }

    /// <summary>The first code that explains a stop and has a reason; null where there is none.</summary>
    /// <param name="since">Where the stop began.</param>
    /// <param name="isFault">The machine says itself that it is faulted.</param>
    /// <param name="reasons">Reason of each code.</param>
    public FaultCause? CauseOf(DateTimeOffset since, bool isFault, IReadOnlyDictionary<long, string> reasons)
    {
        for (var i = 0; i < Recent.Count; i++)
        {
            var isGoneBefore = i + 1 < Recent.Count && Recent[i + 1].From <= since;
            var isWithStop = isFault || Recent[i].From >= since - Lead;
            if (!isGoneBefore && isWithStop && reasons.TryGetValue(Recent[i].Code, out var reason))
            {
                return new FaultCause(reason, Recent[i].From > since ? Recent[i].From : since);
            }
        }

        return null;
    }
}

/// <param name="Code">0 for none.</param>
/// <param name="From">Source time.</param>
public sealed record FaultCode(long Code, DateTimeOffset From);

/// <param name="Reason">Reason code of the line.</param>
/// <param name="At">First instant of the stop at which the code was on show.</param>
public sealed record FaultCause(string Reason, DateTimeOffset At);
