using Mes.OpcUa.Types;

namespace Mes.OpcUa;

/// <summary>A node whose value is wanted.</summary>
/// <param name="ClientHandle">Names the node in every notice; unique within one <see cref="OpcUaSource"/> run.</param>
/// <param name="Node">
/// Preferably by namespace URI, since indexes may change: <c>ExpandedNodeId.Parse("nsu=urn:mes:simulator;s=Filler.State")</c>.
/// </param>
/// <param name="SamplingInterval">How often the server looks at the value; zero = as fast as it can. It may revise this.</param>
/// <param name="QueueSize">Values the server keeps between two publications; of more the oldest are lost, and said to be.</param>
public sealed record MonitoredNode(uint ClientHandle, ExpandedNodeId Node, TimeSpan SamplingInterval, uint QueueSize);
