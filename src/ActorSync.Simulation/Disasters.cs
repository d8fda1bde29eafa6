using System.Globalization;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Simulation.Processes;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;
using NodaTime;

namespace ActorSync.Simulation;

/// <summary>What goes wrong by itself: the disk, the wall clock, parts of a process, a stop, and people who edit users by hand.</summary>
internal sealed class Disasters(World world)
{
    /// <summary>The users whom people have edited since it was emptied.</summary>
    public HashSet<string> EditedInRun { get; } = new(StringComparer.Ordinal);

    /// <summary>Puts on the agenda what goes wrong in a process at a time, and not with a message.</summary>
    public void Schedule(SimulatedProcess process)
    {
        if (world.Hits(FaultKind.Disk, 50))
        {
            At(30, () =>
            {
                world.Disk.IsBroken = world.Random.Hits(20);
                world.Disk.StayAway(world.Clock.Elapsed + world.Random.Between(TimeSpan.Zero, TimeSpan.FromMinutes(world.Random.Hits(10) ? 30 : 1)));
                world.Log.Write($"the disk takes nothing in{(world.Disk.IsBroken ? " any more" : string.Empty)}");
            });
        }

        if (world.Hits(FaultKind.Stops, 25))
        {
            At(30, () => process.Coordinator.Tell(new RunInput.Stop(new RunStop.Interrupted(null))));
        }

        if (world.Hits(FaultKind.Clock, 50))
        {
            At(30, () =>
            {
                world.Clock.Move(Duration.FromSeconds(world.Random.Between(-3600, 3600)));
                world.Log.Write("somebody sets the clock");
            });
        }

        if (world.Hits(FaultKind.PartDies, 25))
        {
            At(20, () =>
            {
                switch (world.Random.Below(3))
                {
                    case 0:
                        process.Lose(world.Random.Pick(process.Partitions).Life, RunPart.Partition, "a partition stopped unexpectedly");
                        break;
                    case 1:
                        process.Lose(process.Gateway.Life, RunPart.Gateway, "the gateway stopped unexpectedly");
                        break;
                    default:
                        process.Lose(process.RunLog.Life, RunPart.RunLog, "the run log stopped unexpectedly");
                        break;
                }
            });
        }

        if (world.Hits(FaultKind.HandEdits, 60))
        {
            At(30, EditSometimes);
        }

        void At(int mostSeconds, Action what) =>
            world.Agenda.Add(process.Life, world.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(world.Random.Hits(50) ? 1 : mostSeconds)), what);
    }

    /// <summary>People change what some users hold, where that is among the faults.</summary>
    public void EditSometimes()
    {
        if (!world.Has(FaultKind.HandEdits))
        {
            return;
        }

        foreach (var user in world.Target.Users.ToList().Where(_ => world.Random.Hits(40)))
        {
            var edited = Edited(user);
            world.Target.Set(edited);
            world.Watch.EditedByHand.Add(user.Id);
            EditedInRun.Add(user.Id);
            world.Log.Write($"somebody edits {user.Id}: {Told(edited)}");
        }
    }

    private static string Told(TargetUser user) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(user.IsActive ? "active" : "inactive")}, {string.Join(' ', user.Skills.Select(skill => $"{skill.Key}:{skill.Value.Level}"))}, {string.Join(' ', user.Certifications.Select(certification => $"{certification.Key}|{certification.Value.ExpiresOn}"))}");

    private TargetUser Edited(TargetUser user)
    {
        var random = world.Random;
        var skills = world.Story.Names.Skills.Where(skill => !world.Story.IsGate(skill.Value)).Select(skill => skill.Key).ToList();
        var skill = random.Pick(skills);
        return random.Below(6) switch
        {
            0 => user with { IsActive = !user.IsActive, Version = user.Version + 1 },
            1 => user with { Skills = user.Skills.Remove(skill) },
            2 => WithCertification(user, random.Pick([.. world.Story.Names.Certifications.Keys])),
            _ => user with { Skills = user.Skills.SetItem(skill, world.Target.Given(user.Id, skill, new HeldValue(random.Between(1, 5), null, null, ValueOwner.Hand))) },
        };
    }

    private TargetUser WithCertification(TargetUser user, string certification) => user with
    {
        Certifications = user.Certifications.SetItem(certification, world.Target.Given(user.Id, certification, world.Story.Given(world.Random))),
        Version = user.Version + 1,
    };
}
