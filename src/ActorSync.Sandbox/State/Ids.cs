using System.Globalization;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.State;

/// <summary>Makes ids that follow from a name, and tells apart what bears the same one.</summary>
internal static class Ids
{
    public static string ForSkill(World world, string name) => Free(world, "skill", name, id => world.Skills.Find(id) is not null);

    public static string ForCertification(World world, string name) =>
        Free(world, "certification", name, id => world.Certifications.Find(id) is not null);

    public static string ForUser(World world, string key) => Free(world, "user", key, id => world.Users.Find(id) is not null);

    public static string ForQueue(World world, string name) => Free(world, "queue", name, id => world.Queues.Find(id) is not null);

    private static string Free(World world, string kind, string name, Predicate<string> isTaken)
    {
        var id = StableId.For(world.Dialect, kind, name);
        for (var number = 2; isTaken(id); number++)
        {
            id = StableId.For(world.Dialect, kind, string.Create(CultureInfo.InvariantCulture, $"{name}#{number}"));
        }

        return id;
    }
}
