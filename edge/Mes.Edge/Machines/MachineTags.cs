using Mes.Domain.Machines;

namespace Mes.Edge.Machines;

/// <summary>The tags that concern a machine's state and parts; all of one source, as their times are compared.</summary>
/// <param name="Signals">What each tag of the state rule tells; empty where the counter tells the state.</param>
/// <param name="Counter">The tag that counts parts; null for none.</param>
/// <param name="FaultCode">The tag that shows fault codes; null for none.</param>
sealed record MachineTags(IReadOnlyDictionary<long, StateSignal> Signals, long? Counter, long? FaultCode)
{
    public bool Has(long tag) => Signals.ContainsKey(tag) || tag == Counter || tag == FaultCode;
}
