using Mes.OpcUa.Types;

namespace Mes.OpcUa;

/// <summary>The server refused a request, or the connection cannot be used any more; the status says which.</summary>
public sealed class OpcUaException(StatusCode status, string message, Exception? inner = null)
    : Exception($"{message}: {status}", inner)
{
    public StatusCode Status { get; } = status;
}
