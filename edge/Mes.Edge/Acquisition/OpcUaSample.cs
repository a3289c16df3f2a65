using Mes.OpcUa;

namespace Mes.Edge.Acquisition;

/// <summary>How an OPC UA value becomes a sample.</summary>
static class OpcUaSample
{
    /// <summary>The status of a value that is there but is no number; telemetry keeps numbers only.</summary>
    public const uint BadTypeMismatch = 0x8074_0000;

    public static TagSample Of(ItemValue item, DateTimeOffset received)
    {
        var value = NumberIn(item);
        var isOther = value is null && !item.Value.IsNull && !item.Status.IsBad;
        return new TagSample(
            item.ClientHandle, item.SourceTimestamp, item.ServerTimestamp, received, value,
            isOther ? BadTypeMismatch : item.Status.Value);
    }

    static double? NumberIn(ItemValue item) => item.Value switch
    {
        _ when item.Value.TryGetDouble(out var number) => number,
        _ when item.Value.TryGetBoolean(out var flag) => flag ? 1 : 0,
        _ => null,
    };
}
