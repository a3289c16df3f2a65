using System.Runtime.ExceptionServices;
using Mes.Mqtt.Packets;

namespace Mes.Mqtt.Sessions;

/// <summary>Requests that wait for the packet that answers them, by packet id.</summary>
sealed class PendingAnswers
{
    readonly Lock _lock = new();
    readonly PacketIds _ids = new();
    readonly Dictionary<ushort, TaskCompletionSource<MqttPacket>> _waiting = [];
    Exception? _end;

    /// <exception cref="MqttException">The connection has ended, by this.</exception>
    public (ushort Id, Task<MqttPacket> Answer) Begin()
    {
        lock (_lock)
        {
            if (_end is { } end)
            {
                ExceptionDispatchInfo.Throw(end);
            }

            var id = _ids.Next();
            var answer = new TaskCompletionSource<MqttPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(id, answer);
            return (id, answer.Task);
        }
    }

    /// <summary>An answer that nobody waits for is let go.</summary>
    public void Answered(ushort id, MqttPacket packet)
    {
        lock (_lock)
        {
            if (_waiting.Remove(id, out var waiting))
            {
                _ids.Free(id);
                waiting.SetResult(packet);
            }
        }
    }

    /// <summary>No answer comes any more.</summary>
    public void End(Exception cause)
    {
        lock (_lock)
        {
            _end ??= cause;
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(cause);
            }

            _waiting.Clear();
        }
    }
}
