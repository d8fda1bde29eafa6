using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Lets people in while the run's window has room and nothing stops it, and hands each to the partition that remembers them.</summary>
/// <remarks>Confined to the run's machine.</remarks>
internal sealed class RunFeeding(RunAccount account, IRunPort port, RunBrake brake)
{
    /// <summary>Lets in whoever is to be decided.</summary>
    public void Decide()
    {
        while (brake.Stop is null && account.NextToDecide() is { } person)
        {
            port.Tell(person.Observed.Id, person switch
            {
                { Planned: { } planned } => new PartitionMessage.DecidePlanned(planned, person.Observed),
                { Undone: { } undone } => new PartitionMessage.DecideUndoing(undone, person.Observed),
                _ => new PartitionMessage.DecidePerson(person.Observed.Id, person.Person, person.Observed),
            });
        }
    }

    /// <summary>Lets in whoever is to be written.</summary>
    public void Converge()
    {
        while (brake.Stop is null && account.Converging.TryEnter(out var next))
        {
            port.Tell(next.User, new PartitionMessage.ConvergeUser(next.User));
        }
    }
}
