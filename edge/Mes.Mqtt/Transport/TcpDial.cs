using System.Net.Sockets;

namespace Mes.Mqtt.Transport;

/// <summary>Opens the byte stream to a broker. All else knows only a stream: one with TLS around it would do as well.</summary>
static class TcpDial
{
    /// <exception cref="MqttException">Not reachable, or no answer in time.</exception>
    public static async Task<Stream> OpenAsync(MqttClientOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = new CancellationTokenSource(options.OperationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new MqttException($"{options.Host}:{options.Port} cannot be reached: {refused.Message}.", inner: refused);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new MqttException(
                $"{options.Host}:{options.Port} did not answer within {options.OperationTimeout.TotalSeconds} s.", inner: late);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
