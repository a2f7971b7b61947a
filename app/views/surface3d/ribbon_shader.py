"""Lines of any width with smooth edges, round ends and dashes: ribbons that face the eye."""

ATTRIBUTES = ("a_place", "a_before", "a_after", "a_along", "a_slope")

# Four vertices a point: two end the segment before, two begin the next. At gentle turns they meet in a miter;
# at sharp turns and at the ends of a line each segment gets a round end of its own.
VERTEX = """
uniform mat4 u_matrix;
uniform vec2 u_size;
uniform float u_width, u_bias, u_flat, u_floor, u_unit;
uniform vec3 u_eye;
IN vec3 a_place;
IN vec3 a_before;
IN vec3 a_after;
IN vec4 a_along;     // length so far, side -1 or 1, begins 0 or 1, end of a line 0 or 1
IN vec2 a_slope;
OUT float v_across;
OUT vec2 v_within;   // pixels since the begin of the segment, and its length
OUT float v_along;
vec2 place(vec3 p) {
    vec4 q = u_matrix * vec4(p.xy, mix(p.z, u_floor, u_flat), 1.0);
    return q.xy / q.w * 0.5 * u_size;
}
void main() {
    vec4 here = u_matrix * vec4(a_place.xy, mix(a_place.z, u_floor, u_flat), 1.0);
    vec2 at = here.xy / here.w * 0.5 * u_size;
    vec2 came = at - place(a_before);
    vec2 goes = place(a_after) - at;
    float before = length(came), after = length(goes);
    bool first = before < 1e-3, last = after < 1e-3;
    came = first ? (last ? vec2(1.0, 0.0) : goes / after) : came / before;
    goes = last ? came : goes / after;
    float half_width = 0.5 * u_width + 1.0;
    float side = a_along.y, begins = a_along.z;
    vec2 own = begins > 0.5 ? goes : came;
    float straight = dot(came, goes);
    bool cap = straight < 0.4 || first || last || a_along.w > 0.5;
    vec2 offset;
    if (cap) {
        offset = vec2(-own.y, own.x) * side * half_width + own * half_width * (begins > 0.5 ? -1.0 : 1.0);
    } else {
        vec2 middle = normalize(came + goes);
        vec2 normal = vec2(-middle.y, middle.x);
        offset = normal * side * half_width / max(dot(normal, vec2(-own.y, own.x)), 0.5);
    }
    here.xy += offset / (0.5 * u_size) * here.w;
    bool below = u_flat < 0.5 && dot(vec3(-a_slope, 1.0), u_eye - a_place) < 0.0;
    here.z -= (below ? -6.0 * u_bias : u_bias) * here.w;
    v_across = side * half_width;
    float extra = cap ? half_width : 0.0;
    v_within = begins > 0.5 ? vec2(-extra, after) : vec2(before + extra, before);
    v_along = a_along.x * u_unit;
    gl_Position = here;
}
"""

FRAGMENT = """
uniform vec4 u_color;
uniform float u_width, u_soft, u_period;
uniform vec3 u_on, u_off;
IN float v_across;
IN vec2 v_within;
IN float v_along;
float dash(float from, float to, float at) { return min(at - from, to - at); }
void main() {
    float half_width = 0.5 * u_width;
    float past = max(max(-v_within.x, v_within.x - v_within.y), 0.0);
    float away = length(vec2(v_across, past));
    float cover = clamp(half_width - away + 0.5, 0.0, 1.0);
    if (u_soft > 0.5) {
        float near = clamp(1.0 - away / half_width, 0.0, 1.0);
        cover = near * near;
    }
    if (u_period > 0.0) {
        float at = mod(v_along, u_period);
        float inside = max(dash(u_on.x, u_off.x, at), dash(u_on.y, u_off.y, at));
        inside = max(inside, max(dash(u_on.z, u_off.z, at), at - u_period));
        cover *= clamp(inside + 0.5, 0.0, 1.0);
    }
    if (cover < 0.004) discard;
    FRAG = vec4(u_color.rgb, u_color.a * cover);
}
"""
