using System.Net.Sockets;
using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Transport;

/// <summary>Packets over a stream: one reader, any number of writers. Every write has a deadline.</summary>
sealed class MqttConnection(Stream stream, MqttClientOptions options, TimeProvider time) : IAsyncDisposable
{
    readonly PacketBuffer _received = new(options.Version, options.MessageBytesMax);
    readonly PacketEncoder _encoder = new(options.Version);
    readonly SemaphoreSlim _writing = new(1);

    /// <summary>Largest packet that the broker takes (5: 3.2.2.3.6).</summary>
    public long PeerPacketBytesMax { get; set; } = long.MaxValue;

    /// <summary>A packet that is already here; null where there is none.</summary>
    public MqttPacket? Next() => _received.Next();

    /// <summary>The next packet, as soon as it is here.</summary>
    /// <exception cref="MqttException">The broker closed the connection.</exception>
    /// <exception cref="Codec.MqttDecodingException">What came is no packet.</exception>
    public async ValueTask<MqttPacket> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_received.Next() is { } packet)
            {
                return packet;
            }

            try
            {
                var count = await stream.ReadAsync(_received.Free(), cancellation);
                _received.Filled(count > 0 ? count : throw MqttException.Closed());
            }
            catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
            {
                throw MqttException.Closed(broken);
            }
        }
    }

    /// <exception cref="MqttException">The broker does not take what we send, or it is more than it takes.</exception>
    public async ValueTask WriteAsync(MqttPacket[] packets, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.OperationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var isEntered = false;
        try
        {
            await _writing.WaitAsync(either.Token);
            isEntered = true;
            var bytes = _encoder.Encode(packets);
            if (packets.Length == 1 && bytes.Length > PeerPacketBytesMax)
            {
                throw new MqttException(
                    $"{packets[0].Type} has {bytes.Length} bytes; the broker takes {PeerPacketBytesMax} at most.");
            }

            await stream.WriteAsync(bytes, either.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new MqttException(
                $"The broker has not taken what we send for {options.OperationTimeout.TotalSeconds} s.", inner: late);
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            throw MqttException.Closed(broken);
        }
        finally
        {
            if (isEntered)
            {
                _writing.Release();
            }
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
