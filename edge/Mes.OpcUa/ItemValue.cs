using Mes.OpcUa.Types;

namespace Mes.OpcUa;

/// <summary>One value of one monitored node. A bad quality has, as a rule, no value; it is a fact all the same.</summary>
/// <param name="SourceTimestamp">When the value arose, by the clock of its source; null where the server does not know.</param>
/// <param name="ServerTimestamp">When the server came to know it, by its clock; null where it does not say.</param>
public readonly record struct ItemValue(
    uint ClientHandle, Variant Value, StatusCode Status, DateTimeOffset? SourceTimestamp, DateTimeOffset? ServerTimestamp);
