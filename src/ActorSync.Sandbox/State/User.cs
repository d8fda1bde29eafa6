using System.Collections.Immutable;

namespace ActorSync.Sandbox.State;

/// <summary>A user as the target holds it at one moment; a change makes a new one.</summary>
/// <remarks>The slot is the user's place in every listing and never changes.</remarks>
internal sealed record User(string Id, int Slot, string? EmployeeId, string Name, string Email)
{
    public UserState State { get; init; }

    public string Division { get; init; } = "Home";

    public string? ManagerId { get; init; }

    public int Version { get; init; } = 1;

    public ImmutableArray<HeldSkill> Skills { get; init; } = [];

    public ImmutableArray<HeldCertification> Certifications { get; init; } = [];

    /// <summary>Returns the place of a skill among the ones held, or −1.</summary>
    public int IndexOfSkill(string skillId)
    {
        for (var index = 0; index < Skills.Length; index++)
        {
            if (string.Equals(Skills[index].SkillId, skillId, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Returns the place of a certification among the ones held, or −1.</summary>
    public int IndexOfCertification(string key)
    {
        for (var index = 0; index < Certifications.Length; index++)
        {
            if (string.Equals(Certifications[index].Key, key, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Returns the user with this skill added or re-rated.</summary>
    public User WithSkill(string skillId, double level)
    {
        var index = IndexOfSkill(skillId);
        var held = new HeldSkill(skillId, level);
        return this with { Skills = index < 0 ? Skills.Add(held) : Skills.SetItem(index, held) };
    }

    /// <summary>Returns the user without this skill, itself where it is not held.</summary>
    public User WithoutSkill(string skillId)
    {
        var index = IndexOfSkill(skillId);
        return index < 0 ? this : this with { Skills = Skills.RemoveAt(index) };
    }

    /// <summary>Returns the user with this certification added or replaced.</summary>
    public User WithCertification(HeldCertification held)
    {
        var index = IndexOfCertification(held.Key);
        return this with { Certifications = index < 0 ? Certifications.Add(held) : Certifications.SetItem(index, held) };
    }

    /// <summary>Returns the user without this certification, itself where it is not held.</summary>
    public User WithoutCertification(string key)
    {
        var index = IndexOfCertification(key);
        return index < 0 ? this : this with { Certifications = Certifications.RemoveAt(index) };
    }
}
