using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class PackMlStatesTests
{
    [Test]
    public void All_seventeen_states_have_a_meaning() =>
        Assert.That(PackMlStates.All.Keys.Order(), Is.EqualTo(Enumerable.Range(1, 17).Select(number => (long)number)));

    [TestCase(6, MachineState.Running, TestName = "Execute_is_running")]
    [TestCase(16, MachineState.Running, TestName = "Completing_is_running")]
    [TestCase(2, MachineState.Idle, TestName = "Stopped_is_idle")]
    [TestCase(5, MachineState.Idle, TestName = "Suspended_is_idle_blocked_or_starved")]
    [TestCase(11, MachineState.Idle, TestName = "Held_is_idle")]
    [TestCase(9, MachineState.Fault, TestName = "Aborted_is_a_fault")]
    [TestCase(1, MachineState.Fault, TestName = "Clearing_is_still_the_fault")]
    public void Means(long number, MachineState state) => Assert.That(PackMlStates.All[number], Is.EqualTo(state));
}
